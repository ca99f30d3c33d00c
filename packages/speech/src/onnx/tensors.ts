import { Tensor } from 'onnxruntime-node';
import type { Tensors } from './session.ts';

export const floats = (data: Float32Array, shape: readonly number[]): Tensor =>
  new Tensor('float32', data, shape);

export const integers = (values: readonly number[]): Tensor =>
  new Tensor('int64', BigInt64Array.from(values, BigInt), [1, values.length]);

export const integer = (value: number): Tensor => new Tensor('int64', BigInt64Array.of(BigInt(value)), []);

export const ones = (count: number): Tensor =>
  new Tensor('int64', new BigInt64Array(count).fill(1n), [1, count]);

export const flag = (value: boolean): Tensor => new Tensor('bool', [value], [1]);

/** Throws where the model has no output of that name: then it is another model than its manifest says. */
export function outputOf(outputs: Tensors, name: string): Tensor {
  const tensor = outputs[name];
  if (tensor === undefined) throw new Error(`The model has no output "${name}".`);
  return tensor;
}

/** The numbers of a tensor, without a copy. */
export function floatsOf(tensor: Tensor): Float32Array {
  if (!(tensor.data instanceof Float32Array)) throw new Error(`Floats expected, not ${tensor.type}.`);
  return tensor.data;
}
