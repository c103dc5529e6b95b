// Starts the shop, or another application, on a free port with a database of its own, for as long as a test file runs.
import {spawn} from 'node:child_process';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';

const shop = process.env.SHOP ?? new URL('../../build/bin/shop', import.meta.url).pathname;

export const startShop = (settings = {}) => startProgram(shop, settings);

/** {url, stop()}: stop() asks the program to end and gives its exit status. */
export async function startProgram(program, settings = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'shop-'));
  const child = spawn(program, ['serve'], {
    cwd: folder,
    env: {...process.env, HOST: '127.0.0.1', PORT: '0', DATABASE_URL: 'file:shop.db', LOG_FORMAT: 'json', ...settings},
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise((resolve) => child.on('exit', (code, signal) => resolve(code ?? signal)));
  let text = '';
  const url = await new Promise((resolve, reject) => {
    const limit = setTimeout(() => reject(new Error(`${program} did not listen within 60 s:\n${text}`)), 60_000);
    child.stdout.on('data', (piece) => {
      text += piece;
      const match = text.match(/"message":"listening"[^\n]*"url":"([^"]+)"/);
      if (match) { clearTimeout(limit); resolve(match[1]); }
    });
    child.on('exit', (code) => { clearTimeout(limit); reject(new Error(`${program} ended with ${code}:\n${text}`)); });
  });
  return {
    url,
    async stop() {
      child.kill('SIGTERM');
      const code = await ended;
      rmSync(folder, {recursive: true, force: true});
      return code;
    },
  };
}
