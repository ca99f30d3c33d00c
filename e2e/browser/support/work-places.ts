import { expect } from '@playwright/test';
import { merges } from '../../../apps/web/src/text/merges.ts';
import { provenance } from '../../../apps/web/src/text/provenance.ts';
import { decide, reviewEvidence } from '../../../apps/web/src/text/review.ts';
import { artifacts, evidence, runPage } from '../../../apps/web/src/text/run-page.ts';
import { consoleText } from '../../../apps/web/src/text/runs.ts';
import { type Place, press, seen } from './place.ts';

/** What became of a task: its run, the review, the way to its base branch and back from there. */
export const workPlaces: Place[] = [
  {
    name: 'run-console',
    path: '/projects/:project/runs/:run?tab=console',
    arrive: (page) => expect(page.getByRole('log', { name: consoleText.region })).toContainText('cart'),
  },
  {
    name: 'run-evidence',
    path: '/projects/:project/runs/:run',
    arrive: (page) => seen(page, evidence.proof),
  },
  {
    name: 'run-changes',
    path: '/projects/:project/runs/:run?tab=changes',
    arrive: (page) => expect(page.getByRole('tabpanel', { name: runPage.tabs.changes })).toBeVisible(),
  },
  {
    name: 'run-files',
    path: '/projects/:project/runs/:run?tab=files',
    arrive: (page) => expect(page.getByRole('region', { name: artifacts.title })).toBeVisible(),
  },
  {
    name: 'run-attempts',
    path: '/projects/:project/runs/:run?tab=attempts',
    arrive: (page) => seen(page, 'this one'),
  },
  {
    name: 'review',
    path: '/projects/:project/review/SHOP-1',
    arrive: (page) => expect(page.getByRole('region', { name: reviewEvidence.title })).toBeVisible(),
  },
  {
    name: 'request-changes',
    arrive: async (page) => {
      await press(page, decide.reject(0));
      await expect(page.getByRole('dialog')).toBeVisible();
    },
  },
  { name: 'merges', path: '/projects/:project/merges', arrive: (page) => seen(page, merges.empty) },
  {
    name: 'why',
    path: '/projects/:project/why',
    arrive: (page) => expect(page.getByRole('button', { name: provenance.ask })).toBeVisible(),
  },
  {
    name: 'why-answer',
    path: '/projects/:project/why?path=cart.js&line=1',
    arrive: (page) => expect(page.getByRole('region', { name: provenance.trail })).toBeVisible(),
  },
];
