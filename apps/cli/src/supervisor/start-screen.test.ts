import { describe, expect, it } from 'vitest';
import { demoSentences } from '../demo/project.ts';
import { coloursFor } from '../terminal/colour.ts';
import { renderStartScreen, type StartScreen } from './start-screen.ts';

const plain = coloursFor({ isTTY: false }, {});
const screen: StartScreen = {
  version: '1.2.3',
  url: 'http://127.0.0.1:3000',
  dataDir: '/home/ada/.overmind',
  database: 'PostgreSQL, embedded',
  runnerRoots: [],
  runsAsRoot: false,
  setupUrl: null,
  demo: null,
};
const setupUrl = 'http://127.0.0.1:3000/setup#token=abc';
const render = (change: Partial<StartScreen> = {}, columns = 100): string =>
  renderStartScreen({ ...screen, ...change }, columns, plain);

describe('the start screen', () => {
  it('says where everything is', () => {
    for (const text of ['OvermindOps 1.2.3', 'http://127.0.0.1:3000', '/home/ada/.overmind', 'embedded']) {
      expect(render()).toContain(text);
    }
    expect(render()).toContain('npx overmind project add DIR');
    expect(render()).not.toContain('setup');
  });

  it('names the folders that the runner works in', () => {
    const text = render({ runnerRoots: ['/code/shop', '/code/api'] });
    expect(text).toContain('/code/shop');
    expect(text).toContain('/code/api');
    expect(text).not.toContain('project add');
  });

  it('frames the one-time link, evenly', () => {
    const framed = render({ setupUrl })
      .split('\n')
      .filter((line) => /[│╭╰]/.test(line));
    expect(framed).toHaveLength(4);
    expect(new Set(framed.map((line) => line.length)).size).toBe(1);
    expect(framed[1]).toContain('first administrator; good for 15 minutes');
  });

  it('leaves the frame out where the link would break', () => {
    const lines = render({ setupUrl }, 40).split('\n');
    expect(lines).toContain(setupUrl);
    expect(lines).toContain('─'.repeat(38));
    expect(lines.join('')).not.toContain('╭');
  });

  it('offers of the demo what it has an answer to', () => {
    const [tests, review] = demoSentences;
    const demo = { projectUrl: 'http://127.0.0.1:3000/projects/1', account: null };
    const whole = render({ demo: { ...demo, sentences: [tests, review], hasModel: true } });
    for (const text of [tests, review, 'and a scripted model']) expect(whole).toContain(text);
    const without = render({ demo: { ...demo, sentences: [tests], hasModel: false } });
    expect(without).toContain(tests);
    for (const text of [review, 'model']) expect(without).not.toContain(text);
  });

  it('warns whoever starts it as root', () => {
    expect(render()).not.toContain('root');
    expect(render({ runsAsRoot: true })).toContain('You are root');
  });
});
