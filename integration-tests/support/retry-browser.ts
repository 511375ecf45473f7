/**
 * A page on a machine that is busy may miss a click between two renderings. Such a test is tried once more, and what went
 * wrong the first time is told; a fault of the product fails twice.
 */
jest.retryTimes(1, { logErrorsBeforeRetry: true })
