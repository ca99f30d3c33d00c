import type { CatalogueModel } from '@overmind/contracts/entities/model-catalogue';
import { listModels } from '@overmind/contracts/routes/models';
import { openSession } from '../../api/session.ts';
import { printJson, printLine } from '../../output/print.ts';
import { renderTable } from '../../output/table.ts';
import { modelWords } from './call-words.ts';
import { perMillion } from './money.ts';

/** The language models that the server can call. */
export async function listLanguageModels({ json }: { json?: boolean }): Promise<void> {
  const { client } = await openSession();
  const { items } = await client.call(listModels, {});
  if (json) return printJson(items);
  if (items.length === 0)
    return printLine('No language model. See which providers there are: overmind models providers');
  printLine(
    renderTable([['model', 'where', 'holds', 'in, out per million', 'can', 'state'], ...items.map(toRow)]),
  );
}

function toRow(model: CatalogueModel): string[] {
  const { prices, context_tokens: context, latency_ms: latency, error_rate: errors } = model;
  const measured = [
    ...(latency === null ? [] : [`${latency} ms`]),
    ...(errors === null || errors === 0 ? [] : [`${Math.round(errors * 100)} % fail`]),
  ];
  const price = [prices.input_micros, prices.output_micros].map(perMillion).join(', ');
  return [
    modelWords(model.ref),
    model.is_local ? 'local' : 'cloud',
    context === null ? '?' : String(context),
    model.price_source === 'free' ? 'free' : price,
    model.capabilities.join(' '),
    [stateOf(model), ...measured].join(', '),
  ];
}

function stateOf({ is_enabled, is_left_alone, status }: CatalogueModel): string {
  if (!is_enabled) return 'off';
  return is_left_alone ? 'left alone' : status;
}
