import type { Recogniser } from '../recognition.ts';
import type { Synthesiser } from '../synthesis.ts';

/** The engines of one process: each is loaded when it is first asked for, once. */
export interface Engines {
  recogniser(): Promise<Recogniser>;
  synthesiser(): Promise<Synthesiser>;
}
