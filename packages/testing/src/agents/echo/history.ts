import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';

const Prompts = z.array(z.string());

const folder = () => join(homedir(), '.echo-agent');
const fileOf = (sessionId: string) => join(folder(), `${encodeURIComponent(sessionId)}.json`);

/** The prompts that the session had, or null where this home folder knows no such session. */
export function readHistory(sessionId: string): string[] | null {
  try {
    return Prompts.parse(JSON.parse(readFileSync(fileOf(sessionId), 'utf8')));
  } catch {
    return null;
  }
}

export function writeHistory(sessionId: string, prompts: readonly string[]): void {
  mkdirSync(folder(), { recursive: true });
  writeFileSync(fileOf(sessionId), JSON.stringify(prompts));
}
