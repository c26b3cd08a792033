namespace Pipeline.Aws.Transport.Receiving;

/// <summary>Extends the visibility timeout of messages in process when half of it has passed, in batches.</summary>
/// <param name="inProcess">The messages in process.</param>
/// <param name="settlement">Sends the extensions.</param>
/// <param name="extension">The visibility timeout after an extension.</param>
/// <param name="maxHold">How long a message is held at most, from its receipt.</param>
internal sealed class LockRenewal(
    Func<IEnumerable<MessageLock>> inProcess, MessageSettlement settlement, TimeSpan extension, TimeSpan maxHold, TimeProvider time)
{
    private const int ChecksPerExtension = 6;

    public async Task RunAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(extension / ChecksPerExtension, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stop).ConfigureAwait(false))
                await Task.WhenAll(inProcess().Where(IsDue).Select(RenewAsync)).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
        }
    }

    private bool IsDue(MessageLock message) =>
        !message.Lost
        && time.GetElapsedTime(message.HeldSince) >= message.Visibility / 2
        && time.GetElapsedTime(message.ReceivedAt) < maxHold;

    private async Task RenewAsync(MessageLock message)
    {
        var requestedAt = time.GetTimestamp();
        if (await settlement.ExtendAsync(message, extension).ConfigureAwait(false)) message.Extend(requestedAt, extension);
        else message.Lost = true;
    }
}
