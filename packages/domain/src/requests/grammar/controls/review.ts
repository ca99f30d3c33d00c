import type { ControlTable } from '../control-table.ts';

/** Tasks approved and rejected. */
export const reviewControls: ControlTable = [
  [
    'approve',
    'plain',
    `(lgtm|merge|looks good|looks good to me|ship it|all good|that looks good|looks great|approved|good to go|i approve|that is fine with me|it looks good|it is good to go|looks fine|looks good , ship it|looks good , merge it|lgtm , ship it|merge it|approve|accept)`,
  ],
  [
    'approve',
    'plain',
    `(approve|i approve|i accept|sign off|sign off on|i sign off on|give the green light to|greenlight|give the go-ahead for|give my okay to|green light for|okay for|okay to|give a thumbs up to) [of] <task> [, [it] (looks|is) <words>|please|now|then|since <words>|because <words>]`,
  ],
  [
    'approve',
    'known',
    `(accept|merge|lgtm|ship|confirm|pass|lgtm on|lgtm for|looks good :|lgtm ,|lgtm :|looks good ,|land) <task> [please|now|, (it|that|looks) <words>]`,
  ],
  [
    'approve',
    'known',
    `<task> (looks|is|are|look|seems) [very|really|all|pretty|totally|perfectly] (good|great|fine|okay|perfect|approved|good to go|accepted|good enough|ready to merge|ready to ship|ready to be merged|nice|awesome|good to me|fine to me|fine by me|good [,] merge it|good [,] ship it|okay for me|good from my side|fine with me|good [,] approve it)`,
  ],
  [
    'approve',
    'known',
    `(<task> lgtm|<task> [is|:|,|-] (approved|accepted|lgtm|looks good)|(happy|fine|okay|good) with <task>|yes to <task>|you (can|may) (merge|approve|ship|accept) <task>|mark <task> [as|to] (done|approved|accepted|reviewed|good|finished)|<task> (can|may) (go (in|live|out|through)|be (merged|approved|shipped|accepted|closed))|(yes|go) to <task>|<task> passes [the|my] review|thumbs up (for|on|to) <task>|i am (happy|fine|okay|good) with <task>|i like <task> [, (approve|merge|ship) it]|set <task> (to|as) (done|approved)|<task> (has|gets|got) (my|our) (approval|blessing|okay|vote|go|yes|sign-off|thumbs up)|give <task> (the|a|my) (thumbs up|green light|okay|go|go-ahead|nod|blessing|approval|all clear)|<task> [,|:|-] (approve|accept|merge|approve it|ship it|merge it|accept it)|i [have] (checked|reviewed|tested|read|looked at) <task> [,|and|;] (approve|merge|accept|ship) it|let <task> (through|pass)|<task> is a (go|yes|pass))`,
  ],
  [
    'reject',
    'plain',
    `(reject|decline|refuse|i reject|deny) <task> [,|:|-|;] (because|because of|since|as|with|with the (reason|comment|note)|due to|for|it|the|they|there|this|that|reason|saying|on the grounds that|we|i|not|tests|still) <reason>`,
  ],
  ['reject', 'plain', `(reject|decline|refuse|i reject|deny) <task> (:|-|,|;) <reason>`],
  ['reject', 'plain', `(reject|decline|refuse|i reject|deny|veto) <task> [please|now]`],
  [
    'reject',
    'plain',
    `(reject|decline|that is not good enough|not good enough|this is not good enough|needs more work|that needs more work)`,
  ],
  [
    'reject',
    'known',
    `(send|push|hand|give|throw|return|kick|pass) <task> back [to [the] [<agent>|work|the agent|review|start|drawing board]] [,|:|-|;|with] [because|because of|since|as|with|for|the comment|saying|reason :] [<reason>]`,
  ],
  [
    'reject',
    'known',
    `(send back|return|turn down|push back on|hand back|bounce|request changes (on|to|for|in)|ask for changes (on|to|for|in)|thumbs down (on|for|to)|no to) <task> (,|:|-|;|because|because of|since|as|with) [because|the] <reason>`,
  ],
  [
    'reject',
    'known',
    `(send back|return|turn down|push back on|hand back|bounce|request changes (on|to|for|in)|ask for changes (on|to|for|in)|thumbs down (on|for|to)) <task>`,
  ],
  [
    'reject',
    'known',
    `<task> (is rejected|is not good enough|is not good|is not okay|is not acceptable|is not done|needs (more|some|further|another) (work|changes|round)|needs changes|does not pass [my|the] review|is not what (i|we) (wanted|asked for)|must be redone|has to be redone|needs rework) [,|:|-|because|since|as] [<reason>]`,
  ],
  [
    'reject',
    'known',
    `(i am not happy with|i do not like|not happy with|i do not accept|i can not accept) <task> [,|:|-|because|since|as] [<reason>]`,
  ],
];
