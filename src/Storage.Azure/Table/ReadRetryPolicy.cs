using Azure.Core;
using Azure.Core.Pipeline;

namespace Collections.Storage.Azure.Table;

/// <summary>The pipeline repeats reads alone. A write whose answer is unclear may have landed: <see cref="SureWrites"/> reads back before it repeats.</summary>
internal sealed class ReadRetryPolicy(int most, DelayStrategy delays) : RetryPolicy(most, delays)
{
    protected override bool ShouldRetry(HttpMessage message, Exception? exception) =>
        message.Request.Method == RequestMethod.Get && base.ShouldRetry(message, exception);

    protected override ValueTask<bool> ShouldRetryAsync(HttpMessage message, Exception? exception) =>
        message.Request.Method == RequestMethod.Get ? base.ShouldRetryAsync(message, exception) : new(false);
}
