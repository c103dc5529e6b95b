// Fastify as its guide teaches it: schemas for parameters and answers, so that it compiles validators and serialisers.
import Fastify from 'fastify'
import { findProduct, listProducts, port } from './store.mjs'

const product = {
  type: 'object',
  properties: {
    id: { type: 'integer' },
    slug: { type: 'string' },
    name: { type: 'string' },
    description: { type: 'string' },
    priceCents: { type: 'integer' },
    stock: { type: 'integer' },
    rating: { type: 'number' },
    active: { type: 'boolean' },
    createdAt: { type: 'string' },
  },
}
const greeting = { type: 'object', properties: { message: { type: 'string' } } }
const id = { type: 'object', properties: { id: { type: 'integer', minimum: 1 } }, required: ['id'] }

const app = Fastify({ logger: false })

app.get('/plaintext', (request, reply) => reply.type('text/plain').send('Hello, World!'))
app.get('/json', { schema: { response: { 200: greeting } } }, async () => ({ message: 'Hello, World!' }))
app.get('/products', { schema: { response: { 200: { type: 'array', items: product } } } }, async () => listProducts())
app.get('/products/:id', { schema: { params: id, response: { 200: product } } }, async (request, reply) => {
  const found = findProduct(request.params.id)
  return found ?? reply.code(404).send({ status: 404 })
})

await app.listen({ port, host: '127.0.0.1' })
