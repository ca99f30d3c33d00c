import { describe, expect, it } from 'vitest';
import { type SceneName, scenes } from '../corpus/scenes.ts';
import { understand } from '../understand.ts';

const read = (text: string, source: 'chat' | 'voice', scene: SceneName = 'shop') =>
  understand(text, { ...scenes[scene], source }).requests;
const hear = (text: string, scene?: SceneName) => read(text, 'voice', scene);

describe('words to the voice that answers', () => {
  it.each([
    ...['Stop talking.', 'Please stop speaking.', 'Shut up', 'Be quiet.', 'Quiet, please.', 'Silence.'],
    ...['Okay, stop reading that out.', 'Enough.', 'That is enough, thanks.', 'Stop listening.'],
  ])('ask for silence and for no work where they are "%s"', (text) => {
    for (const source of ['voice', 'chat'] as const)
      expect(read(text, source)).toMatchObject([
        { kind: 'question', remark: 'hush', tasks: [], choices: [] },
      ]);
  });

  it.each([
    ...['Say that again.', 'Can you say that again, please?', 'Sorry, what did you say?', 'Come again?'],
    ...['Read that out again.', 'Repeat the last answer.'],
  ])('ask for the last answer where they are "%s"', (text) => {
    for (const source of ['voice', 'chat'] as const)
      expect(read(text, source)).toMatchObject([{ intent: 'ask', topic: 'last_answer', tasks: [] }]);
  });

  it.each(['Repeat that.', 'Repeat it.', 'Pardon?', 'I did not catch that.'])(
    'ask for it where "%s" is spoken, and may mean a task where it is written',
    (text) => {
      expect(hear(text)).toMatchObject([{ topic: 'last_answer' }]);
      expect(read(text, 'chat')).not.toMatchObject([{ topic: 'last_answer' }]);
    },
  );

  it('have the question put again that waits for an answer', () => {
    const [asked] = hear('Say that again.', 'askedToConfirm');
    const { pending } = scenes.askedToConfirm;
    expect(asked).toMatchObject({ needs_clarification: pending?.question, choices: pending?.choices });
  });

  it.each([
    ['Stop talking to the old server in the client', 'hush'],
    ['Add a quiet mode to the cart', 'hush'],
    ['Silence the logger in the tests', 'hush'],
    ['Stop listening on port 80 in the server', 'hush'],
    ['Repeat SHOP-18', 'last_answer'],
    ['Say on the start page that it is open again', 'last_answer'],
  ])('are no such words within work: "%s"', (text, taken) => {
    for (const { remark, topic } of hear(text)) expect([remark, topic]).not.toContain(taken);
  });

  it('are heard as the end of an order too', () => {
    expect(hear('Run the tests. Stop talking.').map(({ kind }) => kind)).toContain('work');
  });
});

describe('a spoken "stop"', () => {
  it.each(['Stop.', 'Okay, stop.', 'Wait.', 'Hold on a second.', 'Please stop.'])(
    'as "%s" pauses the project only after a yes, as it may have been meant for the voice',
    (text) => {
      expect(hear(text)).toMatchObject([
        {
          intent: 'pause',
          needs_clarification: 'Shall I pause the project?',
          choices: [{ label: 'Yes' }, {}],
        },
      ]);
    },
  );

  it.each(['Pause.', 'Pause the project.', 'Stop everything.', 'Stop all work for now.'])(
    'is done at once where it is "%s"',
    (text) => expect(hear(text)).toMatchObject([{ intent: 'pause', needs_clarification: null }]),
  );

  it('is done at once where it is written', () => {
    expect(read('stop', 'chat')).toMatchObject([{ intent: 'pause', needs_clarification: null }]);
  });

  it('follows the yes', () => {
    const [asked] = hear('Stop.');
    const pending = { question: asked?.needs_clarification ?? '', choices: asked?.choices ?? [] };
    expect(understand('Yes.', { ...scenes.shop, source: 'voice', pending }).requests).toMatchObject([
      { intent: 'pause', needs_clarification: null },
    ]);
  });
});
