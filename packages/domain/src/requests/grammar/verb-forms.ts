/** Past forms and participles that are not made with "ed". */
export const irregularForms: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ...{ ran: 'run', made: 'make', got: 'get', gotten: 'get', had: 'have', gave: 'give', given: 'give' },
    ...{ wrote: 'write', written: 'write', built: 'build', sent: 'send', kept: 'keep', began: 'begin' },
    ...{ begun: 'begin', found: 'find', did: 'do', done: 'do', took: 'take', taken: 'take', went: 'go' },
    ...{ brought: 'bring', shown: 'show', drew: 'draw', drawn: 'draw', hid: 'hide', hidden: 'hide' },
    ...{ broke: 'break', broken: 'break', chose: 'choose', chosen: 'choose', sped: 'speed', told: 'tell' },
    ...{ thrown: 'throw', threw: 'throw', left: 'leave', said: 'say', saw: 'see', seen: 'see', held: 'hold' },
    ...{ redone: 'redo', redid: 'redo', rewritten: 'rewrite', rewrote: 'rewrite', rebuilt: 'rebuild' },
    ...{ rerun: 'rerun', reran: 'rerun', undone: 'undo', overwritten: 'overwrite', frozen: 'freeze' },
    ...{ bound: 'bind', bought: 'buy', sold: 'sell', paid: 'pay', spoken: 'speak', thought: 'think' },
    ...{ put: 'put', set: 'set', cut: 'cut', split: 'split', let: 'let', reset: 'reset', run: 'run' },
  }),
);
