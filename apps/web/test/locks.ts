interface Holder {
  lose(reason: Error): void;
}

/** The locks that windows of a browser share, as far as the pages use them: there are none where the tests run. */
class SharedLocks {
  readonly holders = new Map<string, Holder>();

  async request(
    name: string,
    { steal = false }: LockOptions,
    use: (lock: { name: string } | null) => unknown,
  ): Promise<unknown> {
    await Promise.resolve();
    const before = this.holders.get(name);
    if (before !== undefined && !steal) return use(null);
    const lost = new Promise((_, reject) => {
      this.holders.set(name, { lose: reject });
    });
    const holder = this.holders.get(name);
    before?.lose(new DOMException('taken over', 'AbortError'));
    try {
      return await Promise.race([use({ name }), lost]);
    } finally {
      if (this.holders.get(name) === holder) this.holders.delete(name);
    }
  }
}

/** Gives the page locks; what it gives takes them away. */
export function shareLocks() {
  const locks = new SharedLocks();
  Object.defineProperty(navigator, 'locks', { configurable: true, value: locks });
  return {
    areFree: () => locks.holders.size === 0,
    [Symbol.dispose]: () => void Reflect.deleteProperty(navigator, 'locks'),
  };
}
