using System.Collections.Concurrent;
using Pipeline.Aws.Transport.Sending;

namespace Pipeline.Aws.Transport.Receiving;

/// <summary>
/// Asks a queue for messages. One poller asks all the time; each answer that is full calls another to help, which leaves at its first empty
/// answer. They do not wait for each other, so that an idle one, whose question SQS holds open, keeps nobody back.
/// </summary>
/// <param name="capacity">The places that messages take.</param>
/// <param name="receive">Asks for up to so many messages, and returns how many came; each takes a place.</param>
internal sealed class Pollers(Capacity capacity, Func<int, Task<int>> receive, CancellationToken stopping)
{
    private const int Most = 8;

    private readonly ConcurrentDictionary<int, Task> helpers = new();
    private int count = 1;

    /// <summary>Polls until it is stopped.</summary>
    /// <exception cref="Exception">The queue cannot be asked.</exception>
    public async Task RunAsync()
    {
        try
        {
            await PollAsync(helps: false).ConfigureAwait(false);
        }
        finally
        {
            await Task.WhenAll(helpers.Values).ConfigureAwait(false);
        }
    }

    private async Task PollAsync(bool helps)
    {
        while (!stopping.IsCancellationRequested)
        {
            var places = await capacity.TakeAsync(MessageSize.BatchCount, stopping).ConfigureAwait(false);
            var came = 0;
            try
            {
                came = await receive(places).ConfigureAwait(false);
            }
            finally
            {
                capacity.Release(places - came);
            }

            if (came == MessageSize.BatchCount) CallHelp();
            else if (helps && came == 0) return;
        }
    }

    private void CallHelp()
    {
        var number = Interlocked.Increment(ref count);
        if (number > Most) Interlocked.Decrement(ref count);
        else helpers[number] = Task.Run(HelpAsync, CancellationToken.None);
    }

    private async Task HelpAsync()
    {
        try
        {
            await PollAsync(helps: true).ConfigureAwait(false);
        }
        catch (Exception)
        {
            // The one that always asks meets the same, and tells of it.
        }
        finally
        {
            Interlocked.Decrement(ref count);
        }
    }
}
