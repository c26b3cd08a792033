using System.Net;
using Microsoft.Extensions.Logging;
using Pipeline.Contracts;
using Pipeline.Core.Pacing;
using Pipeline.Producer.Settings;

namespace Pipeline.Producer.Machine;

/// <summary>Polls for the machine's private IPv4 address, on which the claims of its containers depend.</summary>
public sealed class AddressMonitor(InstanceMetadataClient metadata, TimeProvider time, ILogger<AddressMonitor> logger)
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(5);

    private int failures;

    /// <summary>
    /// Passes on the address whenever it was read, until it is cancelled. While it cannot be read, it counts as unchanged.
    /// </summary>
    public async Task RunAsync(Action<string> onAddress, CancellationToken cancel)
    {
        while (!cancel.IsCancellationRequested)
        {
            if (await PollAsync(cancel) is { } address) onAddress(address);
            await Task.Delay(PollInterval, time, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<string?> PollAsync(CancellationToken cancel)
    {
        try
        {
            var address = await metadata.ReadAsync("local-ipv4", cancel);
            failures = 0;
            return address is not null && AgentSettings.IsIPv4(address) && address != IPAddress.Any.ToString() ? address : null;
        }
        catch (HttpRequestException failure)
        {
            failures++;
            if (FailureLogging.IsDue(failures)) Log.AddressUnknown(logger, failures, FailureWords.Describe(failure));
            return null;
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            return null;
        }
    }
}
