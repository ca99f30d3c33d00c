import type { Core } from '../core.ts';
import type { Storage } from '../storage/storage.ts';

/** The core on the same files, where some of what its storage does goes otherwise. */
export function withStorage(core: Core, otherwise: Partial<Storage>): Core {
  const { storage } = core;
  return {
    ...core,
    storage: {
      put: (...asked) => storage.put(...asked),
      read: (...asked) => storage.read(...asked),
      readText: (...asked) => storage.readText(...asked),
      onThisMachine: (...asked) => storage.onThisMachine(...asked),
      remove: (...asked) => storage.remove(...asked),
      ...otherwise,
    },
  };
}
