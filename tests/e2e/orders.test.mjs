// Orders that meet: many clients at once, through sockets and over several loops.
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {startShop} from './shop.mjs';

let shop;
before(async () => { shop = await startShop({LOOPS: '4'}); });
after(async () => assert.equal(await shop.stop(), 0));

async function send(method, path, body, headers = {}) {
  const answer = await fetch(shop.url + path, {method, headers: {'content-type': 'application/json', ...headers},
    body: body && JSON.stringify(body)});
  const text = await answer.text();
  return {status: answer.status, json: text && JSON.parse(text)};
}

const customer = async (email) => (await send('POST', '/api/customers', {email, name: 'Ada'})).json.id;
const product = async (slug) => (await send('GET', `/api/products?slug=${slug}`)).json.items[0];
const stock = async (id) => (await send('GET', `/api/products/${id}`)).json.stock;
const times = (count, make) => Promise.all(Array.from({length: count}, (_, index) => make(index)));
const count = (answers, status) => answers.filter((answer) => answer.status === status).length;

test('of 200 orders at once for 100 pieces exactly 100 succeed', async () => {
  const {id} = await product('wooden-rattle');
  await send('POST', `/api/products/${id}/stock`, {change: 100 - await stock(id)});
  const customerId = await customer('ada@example.com');
  const answers = await times(200, () => send('POST', '/api/orders', {customerId, lines: [{productId: id, quantity: 1}]}));
  assert.equal(count(answers, 201), 100);
  assert.equal(count(answers, 409), 100);
  assert.equal(await stock(id), 0);

  const cancelled = await times(200, (index) => send('POST', `/api/orders/${answers.filter(({status}) => status === 201)[index % 100].json.id}/cancel`));
  assert.equal(count(cancelled, 200), 100);
  assert.equal(count(cancelled, 409), 100);
  assert.equal(await stock(id), 100);
});

test('requests of one customer with one key at once lead to one order', async () => {
  const {id, stock: before} = await product('water-wipes-12-x-60');
  const customers = await times(3, (index) => customer(`key-${index}@example.com`));
  const answers = await times(90, (index) => send('POST', '/api/orders',
    {customerId: customers[index % 3], lines: [{productId: id, quantity: 2}]}, {'idempotency-key': 'same'}));
  assert.equal(count(answers, 201), 90);
  for (const customerId of customers) {
    assert.equal(new Set(answers.map(({json}) => json).filter((order) => order.customerId === customerId).map((order) => order.id)).size, 1);
  }
  assert.equal(await stock(id), before - 6);
});

test('orders for several products in different sequence neither block each other nor lose a piece', async () => {
  const products = await Promise.all(['digital-thermometer-flexible-tip', 'saline-drops-30-x-5-ml'].map(product));
  const customerId = await customer('both@example.com');
  const answers = await times(60, (index) => send('POST', '/api/orders', {customerId,
    lines: (index % 2 ? products : products.toReversed()).map(({id}) => ({productId: id, quantity: 1}))}));
  const placed = count(answers, 201);
  assert.equal(placed + count(answers, 409), 60);
  for (const one of products) assert.equal(await stock(one.id), one.stock - placed);
});
