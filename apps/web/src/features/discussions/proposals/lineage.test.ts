import type { Proposal } from '@overmind/contracts/entities/discussion';
import { expect, it } from 'vitest';
import { lineagesOf } from './lineage.ts';

const proposal = (ref: string, amends: string | null, status: Proposal['status']): Proposal => ({
  ...{ ref, amends, status, by: 'a', title: ref, content: ref },
});
const read = (...all: Proposal[]) =>
  lineagesOf(all).map(({ versions }) => versions.map(({ ref }) => ref).join(' '));

it('follows each proposal through what it replaced, the accepted one first, then the newest', () => {
  expect(
    read(
      proposal('P1', null, 'superseded'),
      proposal('P2', null, 'open'),
      proposal('P3', 'P1', 'superseded'),
      proposal('P4', null, 'open'),
      proposal('P5', 'P3', 'accepted'),
    ),
  ).toEqual(['P1 P3 P5', 'P4', 'P2']);
});

it('ends at a proposal that is not there', () => {
  expect(read(proposal('P7', 'P6', 'open'))).toEqual(['P7']);
});
