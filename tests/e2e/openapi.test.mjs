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
  ajv.addSchema({$id: 'spec', components: spec.components});
});
after(async () => assert.equal(await shop.stop(), 0));

const resolve = (schema) => (schema?.$ref ? schema.$ref.slice(2).split('/').reduce((node, part) => node[part], spec) : schema ?? {});
const withSpec = (schema) => JSON.parse(JSON.stringify(schema).replaceAll('"#/components/', '"spec#/components/'));

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
  return `${name}-${Math.random().toString(36).slice(2)}`.slice(0, schema.maxLength ?? 60).padEnd(schema.minLength ?? 0, 'x');
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
    if (resolve(member).format) faults.push([`${name} of no ${resolve(member).format}`, {...fine, [name]: 'nonsense !'}]);
  }
  return faults;
}

async function call({path, method, operation}, {id, body, query = {}} = {}) {
  const target = path.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(id?.[name] ?? id ?? good(operation.parameters.find((p) => p.in === 'path' && p.name === name).schema)));
  const url = new URL(shop.url + target);
  for (const [name, value] of Object.entries(query)) url.searchParams.append(name, value);
  const answer = await fetch(url, {method: method.toUpperCase(),
    headers: body === undefined ? {} : {'content-type': 'application/json'}, body: body === undefined ? undefined : JSON.stringify(body)});
  return {status: answer.status, type: answer.headers.get('content-type')?.split(';')[0], text: await answer.text(), answer};
}

/** The answer must be described: its status, its media type, its content. */
function check(operation, result, what) {
  const described = operation.responses[String(result.status)];
  assert.ok(described, `${what}: ${result.status} is not described: ${result.text}`);
  const content = described.content;
  if (!content) return assert.equal(result.text, '', `${what}: an answer without described content has none`);
  assert.ok(content[result.type], `${what}: ${result.type} is not described for ${result.status}`);
  if (!/json$/.test(result.type)) return;
  const validate = ajv.compile(withSpec(content[result.type].schema));
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
