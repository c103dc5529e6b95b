// The API page: reads openapi.json, shows every operation and sends requests. No library, no network but the API's own.

const base = location.pathname.replace(/docs\/?$/, '');
const spec = await (await fetch(`${base}openapi.json`)).json();

/** element('p', {class: 'muted'}, 'text', child): text is never parsed as markup. */
function element(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === false || value == null) continue;
    if (key.startsWith('on')) node.addEventListener(key.slice(2), value);
    else node.setAttribute(key, value === true ? '' : value);
  }
  node.append(...children.filter((child) => child != null));
  return node;
}

function resolve(schema) {
  let seen = 0;
  while (schema?.$ref && seen++ < 20) {
    schema = schema.$ref.slice(2).split('/').reduce((node, part) => node?.[part.replace(/~1/g, '/').replace(/~0/g, '~')], spec);
  }
  return schema ?? {};
}

/** One line that says what a schema allows. */
function describe(schema, depth = 0) {
  if (schema?.$ref) return schema.$ref.split('/').pop();
  if (!schema || Object.keys(schema).length === 0) return 'any';
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  const parts = schema.anyOf ?? schema.oneOf;
  if (parts) return parts.map((part) => describe(part, depth)).join(' | ');
  const type = Array.isArray(schema.type) ? schema.type.join(' | ') : schema.type;
  if (type?.startsWith('array')) return `${describe(schema.items, depth)}[]${range(schema.minItems, schema.maxItems, 'items')}`;
  let text = schema.format ? `${type} (${schema.format})` : type ?? 'any';
  text += range(schema.minLength, schema.maxLength, 'characters') + range(schema.minimum, schema.maximum, '');
  if (schema.pattern) text += ` /${schema.pattern}/`;
  if (schema.default !== undefined) text += ` = ${JSON.stringify(schema.default)}`;
  return text;
}

function range(low, high, unit) {
  if (low === undefined && high === undefined) return '';
  return ` ${low ?? ''}…${high ?? ''}${unit && ` ${unit}`}`;
}

/** A value that fits the schema, to begin writing from. */
function example(schema, depth = 0) {
  schema = resolve(schema);
  if (schema.example !== undefined) return schema.example;
  if (schema.examples?.length) return schema.examples[0];
  if (schema.default !== undefined) return schema.default;
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  const part = (schema.anyOf ?? schema.oneOf)?.find((candidate) => candidate.type !== 'null');
  if (part) return example(part, depth);
  const type = Array.isArray(schema.type) ? schema.type.find((name) => name !== 'null') : schema.type;
  switch (type) {
    case 'object': {
      if (depth > 4) return {};
      const required = new Set(schema.required ?? []);
      const members = Object.entries(schema.properties ?? {});
      const shown = members.filter(([name]) => required.has(name));
      return Object.fromEntries((shown.length ? shown : members).map(([name, member]) => [name, example(member, depth + 1)]));
    }
    case 'array': return depth > 4 ? [] : [example(schema.items, depth + 1)];
    case 'integer': case 'number': return Math.max(schema.minimum ?? 0, schema.exclusiveMinimum ?? 0, Math.min(1, schema.maximum ?? 1));
    case 'boolean': return true;
    case 'null': return null;
    default: break;
  }
  switch (schema.format) {
    case 'uuid': return '01890a5d-ac96-774b-bcce-b302099a8057';
    case 'date-time': return '2026-01-31T12:00:00.000Z';
    case 'date': return '2026-01-31';
    case 'email': return 'someone@example.com';
    case 'uri': return 'https://example.com/';
    case 'decimal': return '9.90';
    default: return schema.pattern?.includes('\\d') ? '9.90' : 'text'.padEnd(schema.minLength ?? 0, '.');
  }
}

/** The components that a schema names, each once. */
function references(schema, found = new Set()) {
  if (!schema || typeof schema !== 'object') return found;
  if (schema.$ref) found.add(schema.$ref);
  for (const part of [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])]) references(part, found);
  if (schema.items) references(schema.items, found);
  return found;
}

/** What a schema allows; the components that it names can be opened, and theirs in turn. */
function schemaText(schema) {
  const opened = [...references(schema)].map((reference) => {
    const details = element('details', {class: 'more'}, element('summary', {}, reference.split('/').pop()));
    details.addEventListener('toggle', () => {
      if (details.open && details.children.length === 1) details.append(schemaTable(resolve({$ref: reference})));
    });
    return details;
  });
  // A mere reference needs no text beside what opens.
  return element('div', {class: 'schema'}, schema?.$ref ? null : describe(schema), ...opened);
}

function schemaTable(schema) {
  const resolved = resolve(schema);
  if (!resolved.properties) return schemaText(resolved);
  const required = new Set(resolved.required ?? []);
  return element('table', {}, element('tbody', {}, ...Object.entries(resolved.properties).map(([name, member]) =>
    element('tr', {},
      element('td', {}, element('code', {}, name), required.has(name) ? element('span', {class: 'required', title: 'required'}, ' *') : ''),
      element('td', {}, schemaText(member)),
      element('td', {class: 'muted'}, resolve(member).description ?? '')))));
}

function parameterRow(parameter, inputs) {
  const schema = parameter.schema ?? {};
  const choices = resolve(schema).enum;
  const label = `${parameter.name} in ${parameter.in}`;
  const input = choices
    ? element('select', {'aria-label': label}, element('option', {value: ''}), ...choices.map((value) => element('option', {}, String(value))))
    : element('input', {'aria-label': label, placeholder: parameter.required ? 'required' : ''});
  inputs.push({parameter, input});
  return element('tr', {},
    element('td', {}, element('code', {}, parameter.name), parameter.required ? element('span', {class: 'required'}, ' *') : '',
      element('div', {class: 'muted'}, parameter.in)),
    element('td', {}, schemaText(schema), element('div', {class: 'muted'}, parameter.description ?? '')),
    element('td', {}, input));
}

/** What the form of credentials holds: headers and query parameters for every request. In memory only. */
const credentials = {headers: () => ({}), query: () => ({})};

function credentialsForm() {
  const form = document.getElementById('credentials');
  const schemes = Object.entries(spec.components?.securitySchemes ?? {});
  const rows = [];
  const field = (label, hint, use) => {
    const input = element('input', {type: 'text', autocomplete: 'off', spellcheck: 'false', placeholder: hint});
    rows.push({input, use});
    form.append(element('label', {}, element('span', {}, label), input));
  };
  for (const [name, scheme] of schemes) {
    const label = `${name}${scheme.description ? `: ${scheme.description}` : ''}`;
    if (scheme.type === 'apiKey' && scheme.in === 'header') field(label, scheme.name, (value) => ({headers: {[scheme.name]: value}}));
    else if (scheme.type === 'apiKey' && scheme.in === 'query') field(label, scheme.name, (value) => ({query: {[scheme.name]: value}}));
    else if (scheme.type === 'apiKey') form.append(element('p', {class: 'muted'}, `${label} is the cookie ${scheme.name}; the browser sends it when you are logged in.`));
    else if (scheme.type === 'http' && scheme.scheme?.toLowerCase() === 'basic') field(label, 'user:password', (value) => ({headers: {Authorization: `Basic ${btoa(String.fromCharCode(...new TextEncoder().encode(value)))}`}}));
    else field(label, 'token', (value) => ({headers: {Authorization: `Bearer ${value}`}}));
  }
  if (!schemes.some(([, scheme]) => scheme.type !== 'apiKey')) field('Authorization', 'Bearer …', (value) => ({headers: {Authorization: value}}));
  const others = element('textarea', {spellcheck: 'false', placeholder: 'X-Header: value', 'aria-label': 'Other headers, one a line'});
  form.append(element('label', {}, element('span', {}, 'Other headers, one a line'), others));
  const used = (part) => Object.assign({}, ...rows.filter(({input}) => input.value).map(({input, use}) => use(input.value)[part] ?? {}));
  credentials.query = () => used('query');
  credentials.headers = () => Object.assign(used('headers'), ...others.value.split('\n').map((line) => {
    const colon = line.indexOf(':');
    return colon > 0 ? {[line.slice(0, colon).trim()]: line.slice(colon + 1).trim()} : {};
  }));
  form.addEventListener('submit', (event) => event.preventDefault());
  const button = document.getElementById('open-credentials');
  button.addEventListener('click', () => {
    form.hidden = !form.hidden;
    button.setAttribute('aria-expanded', String(!form.hidden));
  });
}

/** The request that the inputs say: {method, address, headers, body}. */
function requestOf(method, path, inputs, body, mediaType) {
  let target = path;
  const query = new URLSearchParams(credentials.query());
  const headers = {Accept: 'application/json', ...credentials.headers()};
  for (const {parameter, input} of inputs) {
    if (input.value === '') continue;
    if (parameter.in === 'path') target = target.replaceAll(`{${parameter.name}}`, encodeURIComponent(input.value));
    else if (parameter.in === 'query') query.append(parameter.name, input.value);
    else if (parameter.in === 'header') headers[parameter.name] = input.value;
  }
  if (body !== undefined) headers['Content-Type'] = mediaType;
  const text = query.toString();
  return {method: method.toUpperCase(), address: base.replace(/\/$/, '') + target + (text ? `?${text}` : ''), headers, body};
}

/** A line for a POSIX shell. */
function curlLine({method, address, headers, body}) {
  const quoted = (text) => `'${text.replaceAll("'", `'\\''`)}'`;
  const parts = ['curl', ...(method === 'GET' ? [] : ['-X', method]), quoted(location.origin + address)];
  for (const [name, value] of Object.entries(headers)) parts.push('-H', quoted(`${name}: ${value}`));
  if (body !== undefined) parts.push('--data-raw', quoted(body));
  return parts.join(' ');
}

async function showCurl(request, result) {
  const line = curlLine(request);
  let said = 'as a line for the shell';
  try {
    await navigator.clipboard.writeText(line);
    said += ', copied';
  } catch { /* not allowed, or no secure context: it can be selected */ }
  result.replaceChildren(element('p', {class: 'muted'}, said), element('pre', {class: 'curl'}, line));
}

async function send({method, address, headers, body}, result) {
  const began = performance.now();
  try {
    const answer = await fetch(address, {method, headers, body});
    const content = await answer.text();
    let shown = content;
    if (/json/.test(answer.headers.get('content-type') ?? '')) try { shown = JSON.stringify(JSON.parse(content), null, 2); } catch { /* shown as it came */ }
    result.replaceChildren(
      element('p', {}, element('span', {class: `status ${answer.ok ? 'good' : 'bad'}`}, `${answer.status} ${answer.statusText}`),
        element('span', {class: 'muted'}, ` ${(performance.now() - began).toFixed(1)} ms · ${method} ${address}`)),
      element('pre', {class: 'headers'}, [...answer.headers].map(([name, value]) => `${name}: ${value}`).join('\n')),
      element('pre', {class: 'body'}, shown));
  } catch (error) {
    result.replaceChildren(element('p', {class: 'status bad'}, String(error)));
  }
}

/** Comparisons of filters are many, and wait until they are asked for. */
function parameterTables(parameters, inputs) {
  const table = (some) => element('table', {}, element('tbody', {}, ...some.map((parameter) => parameterRow(parameter, inputs))));
  const comparisons = parameters.filter(({name}) => name.includes('['));
  const others = parameters.filter(({name}) => !name.includes('['));
  return [parameters.length ? element('h3', {}, 'Parameters') : null,
    others.length ? table(others) : null,
    comparisons.length ? element('details', {class: 'more'}, element('summary', {}, `${comparisons.length} comparisons`), table(comparisons)) : null];
}

function operationArticle(path, method, item, operation) {
  const inputs = [];
  const parameters = [...(item.parameters ?? []), ...(operation.parameters ?? [])].map(resolve);
  const [mediaType, media] = Object.entries(operation.requestBody?.content ?? {})[0] ?? [];
  const editor = media && element('textarea', {'aria-label': 'Request body', spellcheck: 'false'});
  if (editor) editor.value = JSON.stringify(example(media.schema), null, 2);
  const result = element('div', {class: 'result', 'aria-live': 'polite'});
  const request = () => requestOf(method, path, inputs, editor?.value, mediaType);
  const security = (operation.security ?? spec.security ?? []).map((one) => Object.keys(one).join(' and ') || 'nothing');

  const content = () => element('div', {class: 'content'},
    operation.description ? element('p', {}, operation.description) : null,
    ...parameterTables(parameters, inputs),
    media ? element('h3', {}, `Body: ${mediaType}`) : null,
    media ? schemaTable(media.schema) : null,
    editor,
    element('div', {class: 'send'},
      element('button', {type: 'button', onclick: () => send(request(), result)}, 'Send'),
      element('button', {type: 'button', class: 'quiet', onclick: () => showCurl(request(), result)}, 'Copy as curl'),
      security.length ? element('span', {class: 'muted'}, `needs ${security.join(' or ')}`) : null),
    result,
    element('h3', {}, 'Answers'),
    element('table', {}, element('tbody', {}, ...Object.entries(operation.responses ?? {}).map(([status, response]) => {
      response = resolve(response);
      const [, answer] = Object.entries(response.content ?? {})[0] ?? [];
      return element('tr', {}, element('td', {}, element('code', {}, status)), element('td', {}, response.description ?? ''),
        element('td', {}, answer ? schemaText(answer.schema) : ''));
    }))));

  const details = element('details', {}, element('summary', {},
    element('span', {class: `method ${method}`}, method), element('span', {class: 'path'}, path),
    element('span', {class: 'summary'}, operation.summary ?? '')));
  details.addEventListener('toggle', () => { if (details.open && details.children.length === 1) details.append(content()); });
  return element('article', {id: `${method}-${path}`}, details);
}

/** All components, at the end of the page. */
function schemasSection() {
  const schemas = Object.keys(spec.components?.schemas ?? {});
  if (!schemas.length) return [];
  return [element('h2', {}, 'Schemas'), ...schemas.map((name) => {
    const reference = `#/components/schemas/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    return element('section', {class: 'component', id: `schema-${name}`}, schemaText({$ref: reference}));
  })];
}

function render() {
  credentialsForm();
  document.title = spec.info?.title ?? 'API';
  document.getElementById('title').textContent = spec.info?.title ?? 'API';
  document.getElementById('version').textContent = spec.info?.version ?? '';
  const groups = new Map();
  for (const [path, item] of Object.entries(spec.paths ?? {})) {
    for (const method of ['get', 'post', 'put', 'patch', 'delete']) {
      const operation = item[method];
      if (!operation) continue;
      const tag = operation.tags?.[0] ?? 'Other';
      if (!groups.has(tag)) groups.set(tag, []);
      groups.get(tag).push({path, method, operation, article: operationArticle(path, method, item, operation)});
    }
  }
  const index = document.getElementById('index');
  const main = document.getElementById('operations');
  main.replaceChildren(...(spec.info?.description ?? '').split(/\n{2,}/).filter(Boolean).map((text) => element('p', {class: 'about'}, text)));
  const rows = [];
  for (const [tag, entries] of groups) {
    index.append(element('h2', {}, tag));
    const heading = element('h2', {}, tag);
    main.append(heading);
    for (const entry of entries) {
      const link = element('a', {href: `#${entry.article.id}`, onclick: () => { entry.article.firstChild.open = true; }},
        element('span', {class: `method ${entry.method}`}, entry.method), entry.path);
      index.append(link);
      main.append(entry.article);
      rows.push({...entry, link, words: `${entry.method} ${entry.path} ${entry.operation.summary ?? ''} ${tag}`.toLowerCase()});
    }
  }
  main.append(...schemasSection());
  document.getElementById('search').addEventListener('input', (event) => {
    const wanted = event.target.value.toLowerCase().split(/\s+/).filter(Boolean);
    for (const row of rows) {
      const shown = wanted.every((word) => row.words.includes(word));
      row.article.hidden = !shown;
      row.link.hidden = !shown;
    }
  });
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target) { target.firstChild.open = true; target.scrollIntoView(); }
}

render();
