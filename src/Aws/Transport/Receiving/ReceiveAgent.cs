using System.Collections.Concurrent;
using Amazon.SQS.Model;
using MassTransit;
using MassTransit.Transports;
using Pipeline.Aws.Transport.Connection;
using Pipeline.Aws.Transport.Retrying;
using Pipeline.Aws.Transport.Topology;

namespace Pipeline.Aws.Transport.Receiving;

/// <summary>
/// Receives for an endpoint until it stops: ensures its topology, polls, and starts over after a failure. On a stop, messages in process
/// are completed and prefetched ones are returned to the queue at once.
/// </summary>
internal sealed class ReceiveAgent : ConsumerAgent<string>, ReceiveTransportHandle
{
    /// <summary>After receiving for this long, a failure counts as the first.</summary>
    private static readonly TimeSpan StableAfter = TimeSpan.FromMinutes(1);

    /// <summary>The category of what the transport says of queues and topics.</summary>
    private const string TransportCategory = "MassTransit.AmazonSqs";

    private readonly SqsReceiveEndpointContext endpoint;
    private readonly ConcurrentBag<Task> draining = [];
    private bool purged;

    public ReceiveAgent(SqsReceiveEndpointContext endpoint)
        : base(endpoint, StringComparer.Ordinal)
    {
        this.endpoint = endpoint;
        TrySetConsumeTask(Task.Run(RunAsync));
    }

    private SqsConnection Connection => endpoint.Connection;

    public Task Stop(CancellationToken cancellationToken = default) => this.Stop("Stop Receive Transport", cancellationToken);

    private async Task RunAsync()
    {
        // What MassTransit says of each message has a category of its own, which is often silenced.
        LogContext.Current = endpoint.LogContext.CreateLogContext(TransportCategory);
        try
        {
            foreach (var topic in endpoint.TopicsAtStart)
                await Connection.RetryTransientAsync(() => Connection.Topology.EnsureTopicAsync(topic, Stopping), Stopping);
            if (!endpoint.ReceivePipe.Connected.IsCompleted)
            {
                // No consumer is connected yet: the response queue is created with the first request.
                await endpoint.TransportObservers.NotifyReady(endpoint.InputAddress, isStarted: false);
                await endpoint.ReceivePipe.Connected.WaitAsync(Stopping);
            }

            await endpoint.DependenciesReady.WaitAsync(Stopping);
            SetReady();
            await ReceiveUntilStoppedAsync();
            await Task.WhenAll(draining);
            await RemoveTopologyAsync();
        }
        catch (OperationCanceledException) when (Stopping.IsCancellationRequested)
        {
        }
        finally
        {
            await endpoint.TransportObservers.NotifyCompleted(endpoint.InputAddress, this);
        }
    }

    private async Task ReceiveUntilStoppedAsync()
    {
        var health = new EndpointHealth(endpoint);
        var backoff = new Backoff(Connection.Time);
        for (var started = Connection.Time.GetTimestamp(); !IsStopping; started = Connection.Time.GetTimestamp())
        {
            try
            {
                var queue = await EnsureQueueAsync();
                await health.ReportReadyAsync();
                if (endpoint.DeployOnly) await Task.Delay(Timeout.InfiniteTimeSpan, Connection.Time, Stopping);
                else await PumpAsync(queue, health);
            }
            catch (Exception) when (IsStopping)
            {
                return;
            }
            catch (Exception failure)
            {
                if (failure is QueueDoesNotExistException) Connection.Topology.ForgetQueue(endpoint.Settings.Name);
                await health.ReportFaultedAsync(
                    failure is QueueDoesNotExistException ? endpoint.Missing([$"the queue {endpoint.Settings.Name}"]) : failure);
            }

            if (Connection.Time.GetElapsedTime(started) > StableAfter) backoff.Reset();
            if (!await backoff.WaitAsync(Stopping)) return;
        }
    }

    private async Task PumpAsync(QueueHandle queue, EndpointHealth health)
    {
        using var watching = CancellationTokenSource.CreateLinkedTokenSource(Stopping);
        var watch = new TopologyWatch(endpoint, health).RunAsync(watching.Token);
        var pump = new MessagePump(endpoint, queue, DispatchAsync, health, Stopping);
        try
        {
            await pump.RunAsync();
        }
        finally
        {
            // A queue that is gone is created again at once, and not only when messages have ended that wait for a database.
            draining.Add(DrainAsync(pump));
            await watching.CancelAsync();
            await watch;
        }
    }

    private static async Task DrainAsync(MessagePump pump)
    {
        using (pump) await pump.DrainAsync();
    }

    private async Task<QueueHandle> EnsureQueueAsync()
    {
        var queue = await Connection.Topology.EnsureEndpointAsync(endpoint.Topology, Stopping);
        if (endpoint.Settings.PurgeOnStartup && !purged)
        {
            await Connection.Sqs.PurgeQueueAsync(new PurgeQueueRequest { QueueUrl = queue.Url }, Stopping);
            purged = true;
        }

        return queue;
    }

    /// <returns>False if the endpoint stops and the message was not begun.</returns>
    private async Task<bool> DispatchAsync(ReceivedMessage message, MessageLock held)
    {
        if (IsStopping) return false;
        LogContext.Current = endpoint.LogContext;
        using var context = new SqsReceiveContext(message, endpoint);
        try
        {
            await Dispatch(held.ReceiptHandle, context, held);
        }
        catch (Exception failure)
        {
            context.LogTransportFaulted(failure);
        }

        return true;
    }

    private async Task RemoveTopologyAsync()
    {
        try
        {
            await Connection.Topology.RemoveAsync(endpoint.Topology, CancellationToken.None);
        }
        catch (Exception failure)
        {
            LogContext.Warning?.Log("Temporary queue {Queue} could not be deleted: {Reason}", endpoint.Settings.Name, failure.Message);
        }
    }
}
