// The Chromium of the machine, for tests of pages.
import {existsSync} from 'node:fs';
import {chromium} from 'playwright-core';

const path = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);

/** Why tests that need a browser are left out, or false. */
export const skip = path ? false : 'no Chromium on this machine';

export function launchBrowser() {
  return chromium.launch({executablePath: path, args: ['--no-sandbox', '--disable-gpu', '--disable-quic',
    '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync']});
}
