using MassTransit;
using MassTransit.Transports;
using Pipeline.Aws.Transport.Topology;

namespace Pipeline.Aws.Transport.Receiving;

/// <summary>
/// Reports to MassTransit's health check, and on a change to the log, whether an endpoint can receive, and which of its parts are missing.
/// </summary>
internal sealed class EndpointHealth(SqsReceiveEndpointContext endpoint)
{
    private readonly Lock gate = new();
    private bool isReady;
    private bool wasReady;
    private string? logged;
    private MissingTopologyException? missing;

    /// <summary>The queue was polled. While parts are missing, that alone does not make the endpoint ready.</summary>
    public Task ReportReadyAsync()
    {
        bool isAgain;
        lock (gate)
        {
            if (isReady || missing is not null) return Task.CompletedTask;
            (isReady, wasReady, isAgain, logged) = (true, true, logged is not null, null);
        }

        if (isAgain) LogContext.Info?.Log("{Queue} receives again", endpoint.Settings.Name);
        return endpoint.TransportObservers.NotifyReady(endpoint.InputAddress);
    }

    public async Task ReportFaultedAsync(Exception failure)
    {
        var queue = endpoint.Settings.Name;
        bool isNews, isOther;
        lock (gate)
        {
            isNews = logged != failure.Message;
            isOther = isNews && wasReady && !isReady;
            (isReady, logged) = (false, failure.Message);
        }

        if (isNews) LogContext.Warning?.Log("{Queue} cannot receive: {Reason}", queue, failure.Message);

        // MassTransit keeps the first reason until the endpoint is ready.
        if (isOther) await endpoint.TransportObservers.NotifyReady(endpoint.InputAddress);
        await endpoint.TransportObservers.NotifyFaulted(
            endpoint.InputAddress, endpoint.ConvertException(failure, $"{queue} cannot receive: "));
    }

    /// <summary>Parts are missing, though the queue can perhaps be polled.</summary>
    public Task ReportIncompleteAsync(MissingTopologyException parts)
    {
        lock (gate) missing = parts;
        return ReportFaultedAsync(parts);
    }

    /// <summary>No part is missing any more.</summary>
    public Task ReportCompleteAsync()
    {
        lock (gate)
        {
            if (missing is null) return Task.CompletedTask;
            missing = null;
        }

        return ReportReadyAsync();
    }
}
