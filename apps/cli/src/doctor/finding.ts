/** What a look at one thing gave. `missing` stops the main job: asking agents for work and watching it. */
export interface Finding {
  name: string;
  state: 'ok' | 'warn' | 'missing';
  detail: string;
  /** How to get it or put it right. */
  advice: string | null;
}

const make =
  (state: Finding['state']) =>
  (name: string, detail: string, advice: string | null = null): Finding => ({ name, state, detail, advice });

export const ok = make('ok');
export const warn = make('warn');
export const missing = make('missing');
