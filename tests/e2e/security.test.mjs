// A security scheme that an application declares, as who reads its API page meets it: what needs the key says so, and
// the key that is entered once goes with every request.
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {launchBrowser, skip} from './browser.mjs';
import {startProgram} from './shop.mjs';

let desk, browser;

before(async () => {
  if (skip) return;
  desk = await startProgram(process.env.DESK ?? new URL('../../build/dev/bin/e2e_desk', import.meta.url).pathname);
  browser = await launchBrowser();
});
after(async () => {
  await browser?.close();
  await desk?.stop();
});

test('a key that is entered arrives where it is needed', {skip}, async () => {
  const page = await browser.newPage({viewport: {width: 1280, height: 900}});
  await page.goto(`${desk.url}/docs`);
  const arrived = page.locator('[id="get-/desk/arrived"]');
  await arrived.locator('summary').click();
  await arrived.getByText('needs desk_key').waitFor();
  await arrived.locator('tr', {hasText: 'Unauthorized'}).getByText('401').waitFor();

  const status = arrived.locator('.status');
  await arrived.getByRole('button', {name: 'Send'}).click();
  await status.waitFor();
  assert.match(await status.innerText(), /^401/);

  await page.getByRole('button', {name: 'Credentials'}).click();
  await page.getByLabel('desk_key: The desk knows it').fill('sesame');
  await arrived.getByRole('button', {name: 'Send'}).click();
  await arrived.locator('.body', {hasText: 'sesame'}).waitFor();
  assert.match(await status.innerText(), /^200/);
  assert.deepEqual(JSON.parse(await arrived.locator('.body').innerText()), {key: 'sesame'});

  const open = page.locator('[id="get-/open"]');
  await open.locator('summary').click();
  await open.getByRole('button', {name: 'Send'}).waitFor();
  assert.equal(await open.getByText('needs').count(), 0);
  await page.close();
});
