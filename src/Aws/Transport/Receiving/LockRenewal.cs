namespace Pipeline.Aws.Transport.Receiving;

/// <summary>Keeps the messages in hand from being delivered again: extends each hold when half of it is over, in batches.</summary>
/// <param name="inHand">The messages in hand.</param>
/// <param name="answers">Takes the extensions.</param>
/// <param name="hold">For how long one extension holds.</param>
/// <param name="longest">For how long a message is held at most, since it was received.</param>
internal sealed class LockRenewal(Func<IEnumerable<MessageLock>> inHand, QueueAnswers answers, TimeSpan hold, TimeSpan longest, TimeProvider time)
{
    private const int LooksPerHold = 6;

    public async Task RunAsync(CancellationToken stop)
    {
        using var looks = new PeriodicTimer(hold / LooksPerHold, time);
        try
        {
            while (await looks.WaitForNextTickAsync(stop).ConfigureAwait(false))
                await Task.WhenAll(inHand().Where(IsDue).Select(RenewAsync)).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
        }
    }

    private bool IsDue(MessageLock message) =>
        !message.Lost && time.GetElapsedTime(message.HeldSince) >= message.Hold / 2 && time.GetElapsedTime(message.ReceivedAt) < longest;

    private async Task RenewAsync(MessageLock message)
    {
        var asked = time.GetTimestamp();
        if (await answers.HoldAsync(message, hold).ConfigureAwait(false)) message.Extend(asked, hold);
        else message.Lost = true;
    }
}
