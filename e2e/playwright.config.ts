import { defineConfig } from '@playwright/test';
import { findChromium } from '../scripts/test-needs.mjs';

const chromium = findChromium();
const isCi = Boolean(process.env['CI']);

export default defineConfig({
  testDir: '.',
  testMatch: '**/*.spec.ts',
  outputDir: '../test-results',
  // The machine has few cores, and every journey has a server of its own: one at a time is fastest.
  workers: 1,
  retries: 0,
  forbidOnly: isCi,
  // To end what hangs, never to measure: the machine may be busy.
  timeout: 1_200_000,
  expect: { timeout: 240_000 },
  use: {
    browserName: 'chromium',
    viewport: { width: 1280, height: 800 },
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: {
      ...(chromium && { executablePath: chromium }),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--disable-dev-shm-usage',
      ],
    },
  },
});
