import { boundMemory } from '../plain/bound-memory.ts';

/** Takes memory outside of what JavaScript is bounded by, until it is ended. */
const grown: Buffer[] = [];
boundMemory(300 * 1024 ** 2);
setInterval(() => grown.push(Buffer.alloc(20 * 1024 ** 2, 1)), 1);
