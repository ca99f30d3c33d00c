import * as routes from '@overmind/contracts/routes/provenance';
import type { Core } from '@overmind/core/core';
import { explainLine } from '@overmind/core/provenance/explain';
import { type Handler, on } from './handle.ts';

export const provenanceHandlers = (core: Core): Handler[] => [
  on(routes.explainLine, ({ params, query }) => explainLine(core, params.id, query)),
];
