// Node's own http module with a router made of comparisons: the least that Node can do.
import { createServer } from 'node:http'
import { findProduct, listProducts, port } from './store.mjs'

function sendJson(response, status, value) {
  const body = JSON.stringify(value)
  response.writeHead(status, { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) })
  response.end(body)
}

createServer((request, response) => {
  const { url } = request
  if (url === '/plaintext') {
    response.writeHead(200, { 'Content-Type': 'text/plain', 'Content-Length': 13 })
    response.end('Hello, World!')
  } else if (url === '/json') {
    sendJson(response, 200, { message: 'Hello, World!' })
  } else if (url === '/products') {
    sendJson(response, 200, listProducts())
  } else if (url.startsWith('/products/')) {
    const product = findProduct(Number(url.slice(10)))
    sendJson(response, product ? 200 : 404, product ?? { status: 404 })
  } else {
    sendJson(response, 404, { status: 404 })
  }
}).listen(port, '127.0.0.1')
