import { expect, it } from 'vitest';
import { config } from 'zod';

it('keeps zod from making functions from text, which the page may not', async () => {
  expect(config().jitless).toBeUndefined();
  await import('./instrumentation-client.ts');
  expect(config().jitless).toBe(true);
});
