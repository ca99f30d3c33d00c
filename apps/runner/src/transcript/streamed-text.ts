import { Redactor, type SecretAutomaton } from '../output/redactor.ts';
import { storable } from './storable.ts';

/** Text that comes in pieces, free of secrets however they are cut: what may still become one is held back. */
export class StreamedText {
  readonly #redactor: Redactor;
  readonly #decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  #highSurrogate = '';

  constructor(secrets: SecretAutomaton) {
    this.#redactor = new Redactor(secrets);
  }

  write(piece: string): string {
    const whole = this.#highSurrogate + piece;
    const last = whole.charCodeAt(whole.length - 1);
    const isSplit = last >= 0xd800 && last <= 0xdbff;
    this.#highSurrogate = isSplit ? whole.slice(-1) : '';
    const bytes = Buffer.from(isSplit ? whole.slice(0, -1) : whole);
    return storable(this.#decoder.decode(this.#redactor.write(bytes), { stream: true }));
  }

  end(): string {
    const rest = this.#redactor.write(Buffer.from(this.#highSurrogate));
    this.#highSurrogate = '';
    return storable(this.#decoder.decode(Buffer.concat([rest, this.#redactor.end()])));
  }
}
