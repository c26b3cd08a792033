using MassTransit;
using Pipeline.Aws.Transport.Connection;

namespace Pipeline.Aws.Transport.Receiving;

/// <summary>
/// Inspects at an interval, and whenever somebody finds a part gone, whether all parts of an endpoint still exist: a queue whose topic was
/// deleted and created again is polled without an error, and never gets a message. Where the bus owns the topology, what is missing is
/// created; elsewhere it is reported until a deployment has created it.
/// </summary>
internal sealed class TopologyWatch(SqsReceiveEndpointContext endpoint, EndpointHealth health)
{
    private SqsConnection Connection => endpoint.Connection;

    public async Task RunAsync(CancellationToken cancel)
    {
        while (!cancel.IsCancellationRequested)
        {
            var requested = Connection.Inspections.Next;
            await Task.WhenAny(requested, Task.Delay(Connection.InspectEvery, Connection.Time, cancel));
            if (cancel.IsCancellationRequested) return;
            try
            {
                await InspectAsync(cancel);
            }
            catch (Exception failure) when (!cancel.IsCancellationRequested)
            {
                // If the bus is away, the polls report it.
                LogContext.Debug?.Log("Parts of {Queue} could not be inspected: {Reason}", endpoint.Settings.Name, failure.Message);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private async Task InspectAsync(CancellationToken cancel)
    {
        var missing = await Connection.Topology.FindMissingAsync(endpoint.Topology, cancel);
        if (missing.Count == 0)
        {
            await health.ReportCompleteAsync();
            return;
        }

        await health.ReportIncompleteAsync(endpoint.Missing(missing));
        if (!Connection.Topology.CanCreate) return;
        var gates = endpoint.Topology.Topics.Select(topic => Connection.Gates.Of(topic.Name).Close()).ToList();
        try
        {
            await Connection.Topology.EnsureEndpointAsync(endpoint.Topology, cancel);
        }
        finally
        {
            foreach (var gate in gates) gate.Dispose();
        }

        await health.ReportCompleteAsync();
    }
}
