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
    private string? logged;
    private MissingTopologyException? missing;

    /// <summary>The queue was polled. While parts are missing, that alone does not make the endpoint ready.</summary>
    public Task ReportReadyAsync()
    {
        bool isAgain;
        lock (gate)
        {
            if (isReady || missing is not null) return Task.CompletedTask;
            (isReady, isAgain, logged) = (true, logged is not null, null);
        }

        if (isAgain) LogContext.Info?.Log("{Queue} receives again", endpoint.Settings.Name);
        return endpoint.TransportObservers.NotifyReady(endpoint.InputAddress);
    }

    public Task ReportFaultedAsync(Exception failure)
    {
        var queue = endpoint.Settings.Name;
        bool isNews;
        lock (gate) (isReady, isNews, logged) = (false, logged != failure.Message, failure.Message);
        if (isNews) LogContext.Warning?.Log("{Queue} cannot receive: {Reason}", queue, failure.Message);
        return endpoint.TransportObservers.NotifyFaulted(
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
