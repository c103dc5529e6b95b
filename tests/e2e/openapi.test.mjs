// Reads the shop's OpenAPI document and holds the running shop to it: every operation is called with requests that
// its schemas allow and with ones that they forbid, and every answer must be one that the document describes.
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import Ajv from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import {Validator} from '@seriousme/openapi-schema-validator';
import {startShop} from './shop.mjs';

const methods = ['get', 'post', 'put', 'patch', 'delete'];
let shop, spec, ajv;

before(async () => {
  shop = await startShop();
  spec = await (await fetch(`${shop.url}/openapi.json`)).json();
  ajv = new Ajv({strict: false, allErrors: true});
  addFormats(ajv);
  ajv.addFormat('decimal', /^-?[0-9]+(\.[0-9]+)?$/);
  ajv.addSchema({$id: 'spec', components: closed(spec.components)});
});
after(async () => assert.equal(await shop.stop(), 0));

const resolve = (schema) => (schema?.$ref ? schema.$ref.slice(2).split('/').reduce((node, part) => node[part], spec) : schema ?? {});
const withSpec = (schema) => JSON.parse(JSON.stringify(schema).replaceAll('"#/components/', '"spec#/components/'));

/** The schema without leave for members that it does not describe. */
function closed(schema) {
  if (schema === null || typeof schema !== 'object') return schema;
  if (Array.isArray(schema)) return schema.map(closed);
  const copy = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, closed(value)]));
  return copy.type === 'object' && copy.properties ? {additionalProperties: false, ...copy} : copy;
}

function operations() {
  return Object.entries(spec.paths).flatMap(([path, item]) =>
    methods.filter((method) => item[method]).map((method) => ({path, method, operation: item[method]})));
}

/** A value that the schema allows. */
function good(schema, name = '') {
  schema = resolve(schema);
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  const part = (schema.anyOf ?? schema.oneOf)?.find((one) => resolve(one).type !== 'null');
  if (part) return good(part, name);
  const type = [schema.type].flat().find((one) => one !== 'null');
  if (type === 'object') {
    const required = schema.required ?? [];
    return Object.fromEntries(Object.entries(schema.properties ?? {}).filter(([key]) => required.includes(key)).map(([key, value]) => [key, good(value, key)]));
  }
  if (type === 'array') return Array.from({length: Math.max(schema.minItems ?? 0, 1)}, () => good(schema.items, name));
  if (type === 'integer' || type === 'number') return Math.max(schema.minimum ?? 1, Math.min(1, schema.maximum ?? 1));
  if (type === 'boolean') return true;
  if (schema.format === 'uuid') return '01890a5d-ac96-774b-bcce-b302099a8057';
  if (schema.format === 'date-time') return '2026-01-31T12:00:00.000Z';
  if (schema.format === 'email') return `${Math.random().toString(36).slice(2)}@example.com`;
  if (schema.format === 'uri') return 'https://example.com/';
  if (schema.format === 'decimal') return '9.90';
  const text = `${name}-${Math.random().toString(36).slice(2)}`.slice(0, schema.maxLength ?? 60).padEnd(schema.minLength ?? 0, 'x');
  return schema.pattern ? [text, 'DE'].find((one) => new RegExp(schema.pattern).test(one)) : text;
}

/** Values that the schema forbids, each with a word that says why. */
function bad(schema) {
  schema = resolve(schema);
  const type = [schema.type].flat().find((one) => one !== 'null');
  if (type !== 'object') return [];
  const fine = good(schema);
  const faults = [['an array', []], ['a string', 'text'], ['an unknown member', {...fine, noSuchMember: 1}]];
  for (const name of schema.required ?? []) {
    const {[name]: left, ...rest} = fine;
    faults.push([`without ${name}`, rest]);
  }
  for (const [name, member] of Object.entries(schema.properties ?? {})) {
    const types = [resolve(member).type].flat();
    if (!types[0]) continue;
    if (!types.includes('object')) faults.push([`${name} an object`, {...fine, [name]: {}}]);
    if (!types.includes('boolean')) faults.push([`${name} a boolean`, {...fine, [name]: true}]);
    if (resolve(member).maximum !== undefined) faults.push([`${name} too large`, {...fine, [name]: resolve(member).maximum + 1}]);
    if (resolve(member).pattern) faults.push([`${name} against its pattern`, {...fine, [name]: 'nonsense !'}]);
    if (resolve(member).format) faults.push([`${name} of no ${resolve(member).format}`, {...fine, [name]: 'nonsense !'}]);
  }
  return faults;
}

async function call({path, method, operation}, {id, body, text, query = {}, search, headers = {}} = {}) {
  const target = path.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(id?.[name] ?? id ?? good(operation.parameters.find((p) => p.in === 'path' && p.name === name).schema)));
  const url = new URL(shop.url + target);
  for (const [name, value] of Object.entries(query)) url.searchParams.append(name, value);
  if (search) url.search = search;
  text ??= body === undefined ? undefined : JSON.stringify(body);
  const answer = await fetch(url, {method: method.toUpperCase(), body: text,
    headers: {...(text === undefined ? {} : {'content-type': 'application/json'}), ...headers}});
  return {status: answer.status, type: answer.headers.get('content-type')?.split(';')[0], text: await answer.text(), answer};
}

/**
 * The answer must be described: its status, its media type, its content. "default" stands for failures of the server, not
 * for what a client did wrong.
 */
function check(operation, result, what) {
  const described = operation.responses[String(result.status)] ?? (result.status >= 500 ? operation.responses.default : undefined);
  assert.ok(described, `${what}: ${result.status} is not described: ${result.text}`);
  for (const name of Object.keys(described.headers ?? {})) assert.ok(result.answer.headers.get(name), `${what}: ${name} is missing`);
  const content = described.content;
  if (!content) return assert.equal(result.text, '', `${what}: an answer without described content has none`);
  assert.ok(content[result.type], `${what}: ${result.type} is not described for ${result.status}`);
  if (!/json$/.test(result.type)) return;
  const validate = ajv.compile(withSpec(closed(content[result.type].schema)));
  assert.ok(validate(JSON.parse(result.text)), `${what}: ${ajv.errorsText(validate.errors)}\n${result.text.slice(0, 500)}`);
}

test('the document is a valid OpenAPI 3.1 document', async () => {
  const result = await new Validator().validate(structuredClone(spec));
  assert.ok(result.valid, JSON.stringify(result.errors, null, 2));
  assert.equal(spec.openapi, '3.1.0');
  assert.ok(operations().length >= 20);
});

test('operation ids are unique', () => {
  const ids = operations().map(({operation}) => operation.operationId);
  assert.deepEqual(ids.filter((id, index) => ids.indexOf(id) !== index), []);
});

test('every operation answers a request that its schemas allow as it is described', async () => {
  for (const entry of operations()) {
    const media = entry.operation.requestBody?.content?.['application/json'];
    const result = await call(entry, {body: media && good(media.schema)});
    check(entry.operation, result, `${entry.method} ${entry.path}`);
    assert.ok(result.status < 500, `${entry.method} ${entry.path}: ${result.text}`);
  }
});

test('every operation refuses bodies that its schemas forbid, and says where', async () => {
  for (const entry of operations()) {
    const media = entry.operation.requestBody?.content?.['application/json'];
    if (!media) continue;
    for (const [fault, body] of bad(media.schema)) {
      const result = await call(entry, {body});
      const what = `${entry.method} ${entry.path} with ${fault}`;
      assert.ok([404, 422].includes(result.status), `${what}: ${result.status} ${result.text}`);
      check(entry.operation, result, what);
      if (result.status === 422) assert.ok(JSON.parse(result.text).errors.length > 0, what);
    }
  }
});

test('every operation succeeds with what there is', async () => {
  const send = async (method, path, body) => {
    const operation = spec.paths[path.replace(/\/[0-9a-f-]{36}/g, '/{id}')]?.[method];
    const result = await call({path, method, operation}, {body});
    assert.ok(result.status < 300, `${method} ${path}: ${result.text}`);
    return JSON.parse(result.text);
  };
  const {items: [product, other]} = JSON.parse((await call({path: '/api/products', method: 'get'}, {query: {limit: 2}})).text);
  const text = (schema) => good({$ref: `#/components/schemas/${schema}`});
  const customer = await send('post', '/api/customers', text('CustomerInput'));
  const address = await send('post', '/api/addresses', {...text('AddressInput'), customerId: customer.id});
  const cart = await send('post', '/api/carts', {});
  const known = {productId: product.id, categoryId: product.categoryId, customerId: customer.id, addressId: address.id};
  const withKnown = (value) => value === null || typeof value !== 'object' ? value
    : Array.isArray(value) ? value.map(withKnown)
    : Object.fromEntries(Object.entries(value).map(([name, member]) => [name, known[name] ?? withKnown(member)]));
  const ids = {'/api/products': () => product.id, '/api/customers': () => customer.id, '/api/addresses': () => address.id,
    '/api/categories': () => product.categoryId, '/api/carts': () => cart.id};
  /** What a list has, or else a new row: orders and reviews are made on the way. */
  const idFor = async (path) => {
    const collection = path.slice(0, path.indexOf('/{'));
    if (ids[collection]) return ids[collection]();
    const rows = JSON.parse((await call({path: collection, method: 'get'})).text).items;
    return rows[0].id;
  };
  /** An order that nothing else of the test needs, ready for its next step. */
  const orderFor = async (step) => {
    const {id} = await send('post', '/api/orders', {customerId: customer.id, lines: [{productId: product.id, quantity: 1}]});
    if (step === 'ship') await send('post', `/api/orders/${id}/pay`);
    return id;
  };
  const order = ['post', 'put', 'get', 'patch', 'delete'];
  const entries = operations().sort((a, b) => order.indexOf(a.method) - order.indexOf(b.method) || a.path.split('/').length - b.path.split('/').length);
  for (const entry of entries) {
    const what = `${entry.method} ${entry.path}`;
    const media = entry.operation.requestBody?.content?.['application/json'];
    const body = media && withKnown(good(media.schema));
    let id;
    const step = entry.path.match(/^\/api\/orders\/\{id\}\/(\w+)$/)?.[1];
    if (entry.path.includes('{')) id = step ? await orderFor(step) : await idFor(entry.path);
    if (entry.method === 'delete' && spec.paths[entry.path.slice(0, -'/{id}'.length)]?.post && entry.path.endsWith('/{id}')) {
      const collection = entry.path.slice(0, -'/{id}'.length);
      const input = spec.paths[collection].post.requestBody.content['application/json'].schema;
      // A row of its own, which nothing else needs; a customer has one review of a product.
      known.productId = other.id;
      id = (await send('post', collection, withKnown(good(input)))).id;
      known.productId = product.id;
    }
    if (/checkout$/.test(entry.path)) await send('put', `/api/carts/${cart.id}/items/${product.id}`, {quantity: 1});
    if (/\{productId\}$/.test(entry.path)) {
      if (entry.method === 'delete') {
        id = (await send('post', '/api/carts', {})).id;
        await send('put', `/api/carts/${id}/items/${product.id}`, {quantity: 1});
      } else {
        cart.id = (await send('post', '/api/carts', {})).id;
        id = cart.id;
      }
      id = {id, productId: product.id};
    }
    const result = await call(entry, {id, body});
    assert.ok(result.status >= 200 && result.status < 300, `${what}: ${result.status} ${result.text}`);
    check(entry.operation, result, what);
  }
});

test('every operation refuses what is no JSON, says that it is none, or is too long', async () => {
  for (const entry of operations().filter(({operation}) => operation.requestBody)) {
    const what = `${entry.method} ${entry.path}`;
    for (const [status, request] of [[400, {text: '{"a":'}], [400, {}], [415, {text: '{}', headers: {'content-encoding': 'gzip'}}], [415, {text: '{}', headers: {'content-type': 'text/plain'}}],
      [413, {text: `{"a":"${'x'.repeat(1100000)}"}`}]]) {
      const result = await call(entry, request);
      assert.equal(result.status, status, `${what}: ${result.text}`);
      check(entry.operation, result, what);
    }
  }
});

test('every operation describes what becomes of a query or a condition that cannot be read', async () => {
  for (const entry of operations()) {
    const media = entry.operation.requestBody?.content?.['application/json'];
    const what = `${entry.method} ${entry.path}`;
    const body = media && good(media.schema);
    check(entry.operation, await call(entry, {body, search: '?name=%ff'}), `${what}?name=%ff`);
    for (const name of ['if-match', 'if-none-match']) {
      check(entry.operation, await call(entry, {body, headers: {[name]: 'no tag'}}), `${what} with ${name}: no tag`);
    }
  }
});

test('every operation describes the problem that any request may meet', () => {
  for (const {path, method, operation} of operations()) {
    const {content} = operation.responses.default ?? {};
    assert.ok(resolve(content?.['application/problem+json']?.schema).properties?.code, `${method} ${path}`);
  }
});

test('every schema says what is in it', () => {
  const look = (schema, place) => {
    if (schema === null || typeof schema !== 'object') return;
    const types = [schema.type].flat();
    if (types.includes('array')) assert.ok(schema.items, `${place}: an array of what?`);
    if (types.includes('object')) assert.ok(schema.properties ?? schema.additionalProperties, `${place}: an object with what?`);
    for (const [key, value] of Object.entries(schema)) if (key !== 'example' && key !== 'default') look(value, `${place}/${key}`);
  };
  look(spec.components.schemas, 'schemas');
  for (const {path, method, operation} of operations()) look(operation, `${method} ${path}`);
});

/** The lists of resources. */
const lists = () => operations().filter(({method, operation}) => method === 'get' && operation.parameters?.some(({name}) => name === 'cursor'));
const rowSchema = ({operation}) => resolve(resolve(operation.responses['200'].content['application/json'].schema).properties.items.items);

test('every member that rows always have is required, and no other', async () => {
  for (const entry of lists()) {
    const [row] = JSON.parse((await call(entry, {query: {limit: 1}})).text).items;
    if (row) assert.deepEqual(Object.keys(row).sort(), [...rowSchema(entry).required].sort(), entry.path);
  }
});

test('every relation that can be included is answered as it is described', async () => {
  let included = 0;
  for (const entry of lists()) {
    for (const name of entry.operation.parameters.find((one) => one.name === 'include')?.schema.items.enum ?? []) {
      const result = await call(entry, {query: {include: name, limit: 5}});
      assert.equal(result.status, 200, result.text);
      check(entry.operation, result, `${entry.path}?include=${name}`);
      for (const row of JSON.parse(result.text).items) assert.ok(name in row, `${entry.path}?include=${name}`);
      ++included;
    }
  }
  assert.ok(included >= 5);
});

test('every list has the comparisons that it describes, and no others', async () => {
  let compared = 0;
  const all = ['not', 'in', 'notIn', 'lt', 'lte', 'gt', 'gte', 'contains', 'startsWith', 'endsWith', 'isNull'];
  for (const entry of lists()) {
    const parameters = entry.operation.parameters.filter((one) => one.in === 'query');
    const names = parameters.map(({name}) => name);
    const filters = names.filter((name) => names.includes(`${name}[not]`));
    for (const filter of filters) {
      for (const operator of all) {
        const name = `${filter}[${operator}]`;
        const described = parameters.find((one) => one.name === name);
        const value = described ? [good(described.schema)].flat().join(',') : 'x';
        const result = await call(entry, {query: {[name]: value}});
        assert.equal(result.status, described ? 200 : 422, `${entry.path}?${name}=${value}: ${result.text}`);
        check(entry.operation, result, `${entry.path}?${name}=${value}`);
        compared += result.status === 200;
      }
    }
  }
  assert.ok(compared >= 50);
});

test('a row that was read compressed can be changed with its tag, once', async () => {
  const entry = (method) => ({path: '/api/products/{id}', method, operation: spec.paths['/api/products/{id}'][method]});
  const [product] = JSON.parse((await call({path: '/api/products', method: 'get'}, {query: {limit: 1}})).text).items;
  await call(entry('patch'), {id: product.id, body: {description: 'soft '.repeat(300)}});
  const read = await call(entry('get'), {id: product.id, headers: {'accept-encoding': 'gzip'}});
  assert.equal(read.answer.headers.get('content-encoding'), 'gzip');
  const change = {id: product.id, body: {description: product.description}, headers: {'if-match': read.answer.headers.get('etag')}};
  assert.equal((await call(entry('patch'), change)).status, 200);
  assert.equal((await call(entry('patch'), change)).status, 412);
});

test('every row of a resource keeps to its conditions', async () => {
  for (const entry of operations()) {
    const conditions = (entry.operation.parameters ?? []).filter((one) => one.in === 'header').map((one) => one.name);
    const collection = entry.path.slice(0, -'/{id}'.length);
    if (!entry.path.endsWith('/{id}') || !spec.paths[collection]?.get) continue;
    const list = await call({path: collection, method: 'get'}, {query: {limit: 1}});
    const [row] = JSON.parse(list.text).items;
    if (!row) continue;
    const what = `${entry.method} ${entry.path}`;
    if (conditions.includes('If-Match')) {
      const media = entry.operation.requestBody?.content['application/json'];
      const result = await call(entry, {id: row.id, body: media && good(media.schema), headers: {'if-match': '"stale"'}});
      assert.equal(result.status, 412, `${what}: ${result.text}`);
      check(entry.operation, result, what);
    }
    if (conditions.includes('If-None-Match')) {
      const tag = (await call(entry, {id: row.id})).answer.headers.get('etag');
      const result = await call(entry, {id: row.id, headers: {'if-none-match': tag}});
      assert.equal(result.status, 304, what);
      check(entry.operation, result, what);
    }
  }
});

test('every list refuses parameters that it does not describe, and pages both ways', async () => {
  for (const entry of lists()) {
    for (const query of [{noSuchParameter: 1}, {cursor: 'nonsense'}, {limit: 0}, {sort: 'noSuchField'}, {fields: 'noSuchField'}]) {
      const result = await call(entry, {query});
      assert.equal(result.status, 422, `${entry.path}: ${result.text}`);
      check(entry.operation, result, entry.path);
    }
    const page = async (cursor) => JSON.parse((await call(entry, {query: {limit: 1, ...(cursor ? {cursor} : {})}})).text);
    const first = await page();
    if (!first.nextCursor) continue;
    const second = await page(first.nextCursor);
    assert.deepEqual((await page(second.previousCursor)).items, first.items, entry.path);
  }
});

test('every list refuses parameters that its schemas forbid', async () => {
  for (const entry of operations().filter(({method}) => method === 'get')) {
    for (const parameter of (entry.operation.parameters ?? []).filter((one) => one.in === 'query')) {
      const schema = resolve(parameter.schema);
      const wrong = schema.type === 'integer' ? 'x' : schema.format === 'decimal' ? '1,5' : schema.enum ? 'NO_SUCH' : null;
      if (!wrong) continue;
      const result = await call(entry, {query: {[parameter.name]: wrong}});
      const what = `${entry.path}?${parameter.name}=${wrong}`;
      assert.equal(result.status, 422, `${what}: ${result.text}`);
      check(entry.operation, result, what);
    }
  }
});

test('rows of the lists can be read, and are what was listed', async () => {
  for (const entry of operations().filter(({method, path}) => method === 'get' && spec.paths[`${path}/{id}`]?.get)) {
    const list = JSON.parse((await call(entry, {query: {limit: 1}})).text);
    for (const row of list.items) {
      const one = {path: `${entry.path}/{id}`, method: 'get', operation: spec.paths[`${entry.path}/{id}`].get};
      const result = await call(one, {id: row.id});
      check(one.operation, result, one.path);
      assert.deepEqual(JSON.parse(result.text), row);
    }
  }
});
