import { isIP } from 'node:net';
import { AppError } from '@overmind/contracts/errors';
import { isLocalAddress, isMetadataAddress, isPrivateAddress } from '@overmind/outbound/addresses';

const invalid = (detail: string): AppError =>
  new AppError('invalid', detail, { errors: [{ pointer: '/base_url', detail }] });

const localName = /^(localhost|[^.]+)$|\.(localhost|local|internal|lan|home|intranet|corp)$/;

/** As the parser writes it: decimal, octal and hexadecimal forms of an IPv4 address have become dotted ones. */
const hostOf = (url: string): string => new URL(url).hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');

/** Names are told by their form alone; to what they lead is looked at by whoever connects. */
export function liesInOwnNetwork(url: string): boolean {
  const host = hostOf(url);
  return isIP(host) === 0 ? localName.test(host) : isLocalAddress(host);
}

function requirePlain(url: URL): void {
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    throw invalid('An address begins with https:// or http://.');
  if (url.username !== '' || url.password !== '')
    throw invalid('Leave out what stands before "@"; the key is set by itself.');
  if (url.search !== '' || url.hash !== '') throw invalid('Leave out what stands behind "?" or "#".');
}

/**
 * The address as it is kept. Throws `invalid` for one that is no plain HTTP address, that lies in the own network
 * without an administrator having said so, or that would carry a key over the internet in the clear.
 */
export function checkBaseUrl(text: string, isLocal: boolean): string {
  if (!URL.canParse(text)) throw invalid('This is no address, such as https://models.example.com/v1.');
  const url = new URL(text);
  requirePlain(url);
  const host = hostOf(url.href);
  const isNowhere = isIP(host) !== 0 && isPrivateAddress(host) && !isLocalAddress(host);
  // Credentials of a cloud's machine are no model, whoever says so.
  if (isNowhere || isMetadataAddress(host)) throw invalid('No server of models can stand at this address.');
  if (liesInOwnNetwork(url.href) && !isLocal)
    throw invalid('This lies in the own network. Mark the provider as local to allow that.');
  if (url.protocol === 'http:' && !isLocal)
    throw invalid(
      'Use https://; without it the key could be read on its way. Own networks are marked as local.',
    );
  return url.href.replace(/\/+$/, '');
}
