using MassTransit;
using MassTransit.Transports;

namespace Pipeline.Aws.Transport.Receiving;

/// <summary>Whether an endpoint can receive, told to MassTransit's health check and to the log when it changes.</summary>
internal sealed class EndpointStanding(SqsReceiveEndpointContext endpoint)
{
    private bool? well;

    public async Task FineAsync()
    {
        if (well is true) return;
        if (well is false) LogContext.Info?.Log("{Queue} is received from again", endpoint.Settings.Name);
        well = true;
        await endpoint.TransportObservers.NotifyReady(endpoint.InputAddress);
    }

    public async Task FailedAsync(Exception failure)
    {
        if (well is not false) LogContext.Warning?.Log("Nothing is received from {Queue}: {Reason}", endpoint.Settings.Name, failure.Message);
        well = false;
        await endpoint.TransportObservers.NotifyFaulted(endpoint.InputAddress, endpoint.ConvertException(failure, $"nothing is received from {endpoint.Settings.Name}: "));
    }
}
