// Express with its defaults, in production mode.
import express from 'express'
import { findProduct, listProducts, port } from './store.mjs'

const app = express()

app.get('/plaintext', (request, response) => {
  response.type('text/plain').send('Hello, World!')
})
app.get('/json', (request, response) => {
  response.json({ message: 'Hello, World!' })
})
app.get('/products', (request, response) => {
  response.json(listProducts())
})
app.get('/products/:id', (request, response) => {
  const product = findProduct(Number(request.params.id))
  if (!product) return response.status(404).json({ status: 404 })
  response.json(product)
})

app.listen(port, '127.0.0.1')
