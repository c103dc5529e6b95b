// Node's crypto as the reference: reads one call a line from the file of argv[2] and answers each with a line of
// hexadecimal digits. A field is "x" and hexadecimal digits, a name or a number.
import crypto from 'node:crypto';
import fs from 'node:fs';

const tagSize = 16;
const mode = (key, name) => `aes-${key.length * 8}-${name}`;

const calls = {
  hash: (hash, message) => crypto.createHash(hash).update(message).digest(),
  hmac: (hash, key, message) => crypto.createHmac(hash, key).update(message).digest(),
  hkdf: (hash, secret, salt, info, size) => Buffer.from(crypto.hkdfSync(hash, secret, salt, info, size)),
  pbkdf2: (hash, password, salt, iterations, size) => crypto.pbkdf2Sync(password, salt, iterations, size, hash),
  seal(key, nonce, plaintext, associated) {
    const cipher = crypto.createCipheriv(mode(key, 'gcm'), key, nonce).setAAD(associated);
    return Buffer.concat([cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]);
  },
  open(key, nonce, sealed, associated) {
    const decipher = crypto.createDecipheriv(mode(key, 'gcm'), key, nonce, { authTagLength: tagSize }).setAAD(associated);
    decipher.setAuthTag(sealed.subarray(sealed.length - tagSize));
    return Buffer.concat([decipher.update(sealed.subarray(0, sealed.length - tagSize)), decipher.final()]);
  },
  encrypt(key, iv, plaintext) {
    const cipher = crypto.createCipheriv(mode(key, 'cbc'), key, iv);
    return Buffer.concat([cipher.update(plaintext), cipher.final()]);
  },
  decrypt(key, iv, ciphertext) {
    const decipher = crypto.createDecipheriv(mode(key, 'cbc'), key, iv);
    return Buffer.concat([decipher.update(ciphertext), decipher.final()]);
  },
};

const value = (field) =>
  field[0] === 'x' ? Buffer.from(field.slice(1), 'hex') : /^\d+$/.test(field) ? Number(field) : field;

for (const line of fs.readFileSync(process.argv[2], 'utf8').trimEnd().split('\n')) {
  const [name, ...fields] = line.split(' ');
  let answer;
  try {
    answer = calls[name](...fields.map(value)).toString('hex');
  } catch {
    answer = 'refused';
  }
  console.log(answer);
}
