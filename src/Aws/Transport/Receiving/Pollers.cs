using Pipeline.Aws.Transport.Connection;
using Pipeline.Aws.Transport.Sending;

namespace Pipeline.Aws.Transport.Receiving;

/// <summary>
/// Asks a queue for messages. One poller asks all the time, through outages as well; each answer that is full calls another to help, which
/// leaves at its first empty answer. They do not wait for each other, so that an idle one, whose question SQS holds open, keeps nobody back.
/// </summary>
/// <param name="capacity">The places that messages take.</param>
/// <param name="receive">Asks for up to so many messages, and returns how many came; each takes a place.</param>
/// <param name="standing">Is told of outages, and of their end.</param>
internal sealed class Pollers(Capacity capacity, Func<int, Task<int>> receive, EndpointStanding standing, TimeProvider time, CancellationToken stopping)
{
    private const int Most = 8;

    private readonly Lock gate = new();
    private readonly List<Task> helpers = [];

    /// <summary>Polls until it is stopped.</summary>
    /// <exception cref="Exception">The queue cannot be asked, and will not by itself.</exception>
    public async Task RunAsync()
    {
        try
        {
            for (var backoff = new Backoff(time); !stopping.IsCancellationRequested;)
            {
                try
                {
                    if (await PollAsync().ConfigureAwait(false) == MessageSize.BatchCount) CallHelp();
                    await standing.FineAsync().ConfigureAwait(false);
                    backoff.Reset();
                }
                catch (Exception failure) when (!stopping.IsCancellationRequested && Outage.MayPass(failure))
                {
                    await standing.FailedAsync(failure).ConfigureAwait(false);
                    await backoff.WaitAsync(stopping).ConfigureAwait(false);
                }
            }
        }
        finally
        {
            await HelpersEndAsync().ConfigureAwait(false);
        }
    }

    /// <returns>How many messages came.</returns>
    private async Task<int> PollAsync()
    {
        var places = await capacity.TakeAsync(MessageSize.BatchCount, stopping).ConfigureAwait(false);
        var came = 0;
        try
        {
            return came = await receive(places).ConfigureAwait(false);
        }
        finally
        {
            capacity.Release(places - came);
        }
    }

    private void CallHelp()
    {
        lock (gate)
        {
            helpers.RemoveAll(helper => helper.IsCompleted);
            if (helpers.Count + 1 < Most && !stopping.IsCancellationRequested) helpers.Add(Task.Run(HelpAsync, CancellationToken.None));
        }
    }

    private async Task HelpAsync()
    {
        try
        {
            for (var came = MessageSize.BatchCount; came > 0 && !stopping.IsCancellationRequested;)
                if ((came = await PollAsync().ConfigureAwait(false)) == MessageSize.BatchCount) CallHelp();
        }
        catch (Exception)
        {
            // The one that always asks meets the same, and tells of it.
        }
    }

    private async Task HelpersEndAsync()
    {
        while (Running() is { Length: > 0 } running) await Task.WhenAll(running).ConfigureAwait(false);
    }

    private Task[] Running()
    {
        lock (gate) return [.. helpers.Where(helper => !helper.IsCompleted)];
    }
}
