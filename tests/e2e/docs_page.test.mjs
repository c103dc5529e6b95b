// The API page in a real browser: it lists the operations, sends a request and shows the answer, and asks nobody but
// the shop for anything.
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {after, before, test} from 'node:test';
import {launchBrowser, skip} from './browser.mjs';
import {startShop} from './shop.mjs';

let shop, browser;

before(async () => {
  if (skip) return;
  shop = await startShop();
  browser = await launchBrowser();
});
after(async () => {
  await browser?.close();
  await shop?.stop();
});

test('the page sends a request and shows its answer', {skip}, async () => {
  const page = await browser.newPage({viewport: {width: 1280, height: 900}});
  const asked = [];
  const faults = [];
  page.on('request', (request) => asked.push(request.url()));
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('console', (message) => { if (message.type() === 'error') faults.push(message.text()); });

  await page.goto(`${shop.url}/docs`);
  await page.locator('article').first().waitFor();
  const spec = await (await fetch(`${shop.url}/openapi.json`)).json();
  const count = Object.values(spec.paths).flatMap((item) => Object.keys(item)).length;
  assert.equal(await page.locator('article').count(), count);

  assert.equal(await page.locator('.about').innerText(), spec.info.description);

  const list = page.locator('[id="get-/api/products"]');
  await list.locator('summary').click();
  await list.getByLabel('limit in query').fill('1');
  await list.getByRole('button', {name: 'Send'}).click();
  await list.locator('.status').waitFor();
  assert.match(await list.locator('.status').innerText(), /^200/);
  const shown = JSON.parse(await list.locator('.body').innerText());
  assert.equal(shown.items.length, 1);

  await list.getByText('comparisons').click();
  await list.getByLabel('price[lt] in query').fill('0');
  await list.getByRole('button', {name: 'Send'}).click();
  await list.locator('.body', {hasText: '"items": []'}).waitFor();

  const create = page.locator('[id="post-/api/categories"]');
  await create.locator('summary').click();
  await create.getByLabel('Request body').fill('{"name": "Only a name"}');
  await create.getByRole('button', {name: 'Send'}).click();
  await create.locator('.status').waitFor();
  assert.match(await create.locator('.status').innerText(), /^422/);

  // What the page copies is a line that a shell runs, quotes and all.
  await create.getByLabel('Request body').fill(JSON.stringify({name: "Ada's", slug: 'adas', description: '$HOME "x" \\'}));
  await create.getByRole('button', {name: 'Copy as curl'}).click();
  const line = await create.locator('.curl').innerText();
  const made = JSON.parse(execFileSync('sh', ['-c', `${line} -sS`], {encoding: 'utf8'}));
  assert.equal(made.name, "Ada's");
  assert.equal(made.description, '$HOME "x" \\');

  // A schema opens, and so does what it names.
  const product = page.locator('#schema-Product');
  await product.locator('summary').first().click();
  await product.locator('code', {hasText: 'category'}).first().waitFor();

  // Credentials and other headers go with every request.
  await page.getByRole('button', {name: 'Credentials'}).click();
  await page.getByLabel('Authorization').fill('Bearer secret');
  await page.getByLabel('Other headers').fill('X-Tried: yes\nnonsense');
  const [sent] = await Promise.all([page.waitForRequest(/price/), list.getByRole('button', {name: 'Send'}).click()]);
  assert.equal(sent.headers().authorization, 'Bearer secret');
  assert.equal(sent.headers()['x-tried'], 'yes');

  await page.getByLabel('Find an operation').fill('cancel');
  assert.equal(await page.locator('article:visible').count(), 1);
  if (process.env.SCREENSHOT) {
    await page.getByLabel('Find an operation').fill('products');
    await page.screenshot({path: process.env.SCREENSHOT});
  }
  await page.close();
  // The browser itself reports the 422 that was provoked above.
  assert.deepEqual(faults.filter((fault) => !/422/.test(fault)), []);
  assert.deepEqual(asked.filter((url) => !url.startsWith(shop.url)), []);
});
