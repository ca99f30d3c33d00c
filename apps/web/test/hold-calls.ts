import { onTestFinished, vi } from 'vitest';

/** Keeps what is sent with a method from reaching the server until the answer is called; reading goes on. */
export function holdCalls(method: string): () => void {
  const send = globalThis.fetch;
  let open = () => undefined as unknown;
  const gate = new Promise((resolve) => {
    open = () => resolve(null);
  });
  const held = vi.spyOn(globalThis, 'fetch').mockImplementation(async (to, how) => {
    if (how?.method === method) await gate;
    return send(to, how);
  });
  const release = () => {
    held.mockRestore();
    open();
  };
  onTestFinished(release);
  return release;
}
