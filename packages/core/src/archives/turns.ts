import { AppError } from '@overmind/contracts/errors';

/** Lets a few at a time through and sends the others away; nobody queues. */
export class Turns {
  readonly #max: number;
  #taken = 0;

  constructor(max: number) {
    this.#max = max;
  }

  async take<T>(work: () => Promise<T>): Promise<T> {
    if (this.#taken >= this.#max) {
      throw new AppError('rate_limited', 'Other archives are being worked on. Try again in a moment.', {
        retryAfterS: 10,
      });
    }
    this.#taken += 1;
    return work().finally(() => {
      this.#taken -= 1;
    });
  }
}
