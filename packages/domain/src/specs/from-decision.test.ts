import type { DecisionRecord } from '@overmind/contracts/entities/discussion';
import { expect, it } from 'vitest';
import { type DecisionToSpecify, exploreOf, requirementsOf } from './from-decision.ts';

const record: DecisionRecord = {
  ...{ goal: 'Choose where sessions go.', proposal: 'P2', proposed_by: 'technical_architect' },
  ...{ title: 'Sessions in PostgreSQL', decision: 'One table.\nWith an expiry.' },
  ...{ rule: 'two_thirds', round: 1, votes: { approve: 4, reject: 1, abstain: 0 }, summary: 'So be it.' },
  ...{ reasons: ['It is there already'], conditions: ['Name the owner'] },
  dissent: [{ by: 'quality_assurance', choice: 'reject', reason: 'It is slow' }],
  ...{ risks: ['Many writes'], next_actions: ['Add a table'], decided_at: '2026-01-02T03:04:05.000Z' },
};
const decided: DecisionToSpecify = { ...record, record };
const discussion = { title: 'Where?', address: '/projects/p/discussions/d' };

it('explore holds the whole decision record, with a link to the discussion', () => {
  expect(exploreOf(decided, discussion)).toMatchInlineSnapshot(`
    "# Explore

    Made from the discussion [Where?](/projects/p/discussions/d). What its speakers said is quoted.

    ## Decision: Sessions in PostgreSQL

    Goal: Choose where sessions go.

    > One table.
    > With an expiry.

    Proposed by technical architect as P2; accepted in round 1 by the rule "two thirds by weight": 4 for, 1 against, 0 abstained. Decided on 2026-01-02.

    > So be it.

    ### Reasons

    - It is there already

    ### Conditions

    - Name the owner

    ### Dissent

    - quality assurance (rejected): It is slow

    ### Risks

    - Many writes

    ### Next actions

    - Add a table
    "
  `);
});

it('requirements are a numbered draft that says it is one', () => {
  expect(requirementsOf(decided)).toMatchInlineSnapshot(`
    "# Requirements

    **Draft.** These lines stand as the discussion left them. Put each in a form that can be tested ("When …, the system shall …"), say how it is told that it holds, and then approve this phase.

    1. **R1.** Name the owner (a condition of the decision)
    2. **R2.** Add a table (a next action of the decision)
    "
  `);
});

it('where nobody named a condition or a step, the decision is the one requirement', () => {
  expect(requirementsOf({ ...decided, conditions: [], next_actions: [] })).toContain(
    '1. **R1.** Sessions in PostgreSQL (the decision)\n',
  );
});

it('an option that a person chose is told as that', () => {
  const chosen = { ...decided, record: null, risks: ['Too slow'] };
  const text = exploreOf(chosen, discussion);
  expect(text).toContain('## Chosen: Sessions in PostgreSQL\n');
  expect(text).toContain('> One table.\n> With an expiry.\n');
  expect(text).toContain('### Objections\n\n- Too slow\n');
});

it('lets no word of an agent pass for a part of the spec', () => {
  const evil = 'x\n\n# Requirements\n1. **R9.** [a](javascript:1) <b>';
  const evils = {
    ...{ title: evil, decision: evil, conditions: [evil], risks: [evil], next_actions: [evil] },
  };
  const whole = { ...record, ...evils, goal: evil, summary: evil, reasons: [evil] };
  const texts = [
    exploreOf({ ...evils, record: whole }, { ...discussion, title: evil }),
    exploreOf({ ...evils, record: null }, { ...discussion, title: evil }),
    requirementsOf({ ...evils, record: null }),
  ];
  for (const text of texts) {
    const own = text.replace(/^>.*$/gm, '');
    expect(own).not.toMatch(/(?<!\\)</);
    expect(own).not.toMatch(/(?<!\\)\]\(javascript/);
    expect(own).not.toMatch(/\*\*R9/);
    expect(own.match(/^# .*$/gm)).toHaveLength(1);
  }
});
