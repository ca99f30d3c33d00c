import { describe, expect, it } from 'vitest';
import { type SceneName, scenes } from '../corpus/scenes.ts';
import { understand } from '../understand.ts';

const read = (text: string, source: 'chat' | 'voice', scene: SceneName = 'shop') =>
  understand(text, { ...scenes[scene], source }).requests;
const hear = (text: string, scene?: SceneName) => read(text, 'voice', scene);

describe('words to the voice that answers', () => {
  it.each([
    ...['Stop talking.', 'Please stop speaking.', 'Shut up', 'Be quiet.', 'Quiet, please.', 'Silence.'],
    ...['Okay, stop reading that out.', 'Enough.', 'That is enough, thanks.', 'Stop reading the answer.'],
    ...[
      'Quiet down.',
      'Keep it quiet.',
      'Overmind, be quiet.',
      'Stop the voice.',
      'Could you please stop talking?',
    ],
    ...["Don't read everything out.", 'Thanks, stop talking now.'],
  ])('ask for silence and for no work where they are "%s"', (text) => {
    for (const source of ['voice', 'chat'] as const)
      expect(read(text, source)).toMatchObject([
        { kind: 'question', remark: 'hush', tasks: [], choices: [] },
      ]);
  });

  it.each([
    ...['Stop listening.', 'Ok, stop listening.', 'Hey, stop listening.', 'Just stop listening.'],
    ...['Can you stop listening?', 'You may stop listening now.', 'Stop listening for now.'],
    ...['Thanks, stop listening.', 'Could you please stop listening?', 'Turn off the microphone.'],
  ])('ask for the microphone to go off where they are "%s"', (text) => {
    expect(hear(text)).toMatchObject([{ remark: 'stop_listening', tasks: [] }]);
  });

  it.each([
    ...['Say that again.', 'Can you say that again, please?', 'Sorry, what did you say?', 'Come again?'],
    ...['Read that out again.', 'Repeat the last answer.', 'Repeat last answer.', 'Repeat the last message.'],
    ...['Read that to me again.', 'Read me the last answer again.', 'Read it back to me.', 'Tell me again.'],
    ...['Could you repeat the question?', 'Repeat the choices.', "I didn't catch what you said."],
    ...['Hold on, what did you say?', 'Stop. What did you say?', 'Overmind, repeat the answer.'],
  ])('ask for the last answer where they are "%s"', (text) => {
    expect(hear(text)).toMatchObject([{ intent: 'ask', topic: 'last_answer', tasks: [] }]);
  });

  it.each(['Repeat that.', 'Repeat it.', 'Repeat that slowly, please.', 'Pardon?', 'I did not catch that.'])(
    'ask for it where "%s" is spoken, and may mean a task where it is written',
    (text) => {
      expect(hear(text)).toMatchObject([{ topic: 'last_answer' }]);
      expect(read(text, 'chat')).not.toMatchObject([{ topic: 'last_answer' }]);
    },
  );

  it.each(['Say that again.', 'Could you repeat the question?', 'Repeat that.'])(
    'have the question put again that waits for an answer where they are "%s"',
    (text) => {
      const { pending } = scenes.askedToConfirm;
      expect(hear(text, 'askedToConfirm')).toMatchObject([
        { needs_clarification: pending?.question, choices: pending?.choices },
      ]);
    },
  );

  it.each([
    ...['Say that again.', 'Be quiet.', 'Stop talking.', 'Enough.', 'Repeat that.', 'I did not catch that.'],
    ...['the', 'And of the.'],
  ])('are no answer to what a discussion asks where they are "%s"', (text) => {
    expect(hear(text, 'askedHere').map(({ intent }) => intent)).toEqual(['ask']);
  });

  it.each(['One.', 'The second one.', 'Keep the sessions on the server.'])(
    'are told from "%s", which answers it',
    (text) => expect(hear(text, 'askedHere')).toMatchObject([{ intent: 'answer_discussion' }]),
  );

  it.each([
    'Stop talking to the old server in the client',
    'Add a quiet mode to the cart',
    'Silence the logger in the tests',
    'Stop listening on port 80 in the server',
    'Repeat SHOP-18',
    'Say on the start page that it is open again',
    'Enough of that test in the cart, remove it',
    'Stop reading the configuration twice',
  ])('are told from work: "%s"', (text) => {
    const taken = hear(text).flatMap(({ remark, topic }) => [remark, topic]);
    for (const no of ['hush', 'stop_listening', 'last_answer']) expect(taken).not.toContain(no);
  });

  it.each(['Skip the rest.', 'Stop speaking so fast.'])('may mean work where "%s" is written', (text) => {
    expect(read(text, 'chat')).not.toMatchObject([{ remark: 'hush' }]);
  });

  it('make no task of their own beside work', () => {
    expect(hear('Run the tests. Stop talking.').flatMap(({ tasks }) => tasks)).toHaveLength(1);
  });
});

describe('a spoken "stop"', () => {
  it.each([
    ...['Stop.', 'Okay, stop.', 'Wait.', 'Hold on a second.', 'Please stop.', 'Just stop.', 'Can you stop?'],
    ...['Could you please stop?', 'Stop, stop, stop.', 'Wait, stop.', 'Overmind, stop.', 'Thanks, stop.'],
    ...['Stop, thank you.', 'Stop for a moment.', 'Wait for a moment.', 'Hold on for a second.'],
  ])('as "%s" pauses the project only after a yes, as it may have been meant for the voice', (text) => {
    expect(hear(text)).toMatchObject([
      { intent: 'pause', needs_clarification: 'Shall I pause the project?', choices: [{ label: 'Yes' }, {}] },
    ]);
  });

  it('pauses nothing before a yes beside something else either', () => {
    for (const { intent, needs_clarification: asks } of hear('Hold on. What is running?'))
      if (intent === 'pause') expect(asks).not.toBeNull();
  });

  it.each(['Pause.', 'Pause the project.', 'Stop everything.', 'Stop all work for now.'])(
    'is done at once where it is "%s"',
    (text) => expect(hear(text)).toMatchObject([{ intent: 'pause', needs_clarification: null }]),
  );

  it('is done at once where it is written', () => {
    expect(read('stop', 'chat')).toMatchObject([{ intent: 'pause', needs_clarification: null }]);
  });

  it.each(['Yes.', 'Stop!', 'Stop stop stop.', 'Please stop.', 'Wait.'])(
    'is done when "%s" follows the question',
    (text) => {
      const [asked] = hear('Stop.');
      const pending = { question: asked?.needs_clarification ?? '', choices: asked?.choices ?? [] };
      expect(understand(text, { ...scenes.shop, source: 'voice', pending }).requests).toMatchObject([
        { intent: 'pause', needs_clarification: null },
      ]);
    },
  );

  it('is a no to any other question', () => {
    expect(hear('Stop.', 'askedToConfirm')).toMatchObject([{ remark: 'negation' }]);
  });
});
