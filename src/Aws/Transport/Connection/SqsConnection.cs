using Amazon.SimpleNotificationService;
using Amazon.SQS;
using MassTransit;
using Pipeline.Aws.Transport.Sending;
using Pipeline.Aws.Transport.Topology;

namespace Pipeline.Aws.Transport.Connection;

/// <summary>All that a bus shares of SNS and SQS. HTTP knows no connections: an outage is met, and waited out, call by call.</summary>
internal sealed class SqsConnection : IDisposable
{
    private readonly CancellationTokenSource stopping = new();

    /// <param name="settings">How SNS and SQS are reached.</param>
    /// <param name="mayDeploy">Whether what is missing is created.</param>
    /// <param name="longestDelay">The longest that one message is delayed.</param>
    /// <param name="time">The clock of every wait and delay.</param>
    public SqsConnection(SqsHostSettings settings, bool mayDeploy, TimeSpan longestDelay, TimeProvider time)
    {
        (Settings, Time) = (settings, time);
        (Sqs, Sns) = settings.CreateClients();
        Directory = new(Sqs, Sns, time);
        Topology = mayDeploy ? new DeployedTopology(Sqs, Sns, Directory) : new ExistingTopology(Directory, settings.Region!.SystemName);
        Senders = new(Sqs, Sns, longestDelay, time, stopping.Token);
    }

    public SqsHostSettings Settings { get; }
    public TimeProvider Time { get; }
    public IAmazonSQS Sqs { get; }
    public IAmazonSimpleNotificationService Sns { get; }
    public BrokerDirectory Directory { get; }
    public ITopology Topology { get; }
    public Senders Senders { get; }

    /// <summary>Nothing is waited out any more: what fails from now on, fails.</summary>
    public void Stop() => stopping.Cancel();

    public void Dispose() => stopping.Dispose();

    /// <summary>Asks until an outage has passed.</summary>
    public async Task<T> PatientlyAsync<T>(Func<Task<T>> ask, CancellationToken cancel)
    {
        for (var backoff = new Backoff(Time); ;)
        {
            try
            {
                return await ask();
            }
            catch (Exception failure) when (!cancel.IsCancellationRequested && Outage.MayPass(failure))
            {
                LogContext.Warning?.Log("{Host} cannot be reached and is asked again: {Reason}", Settings, failure.Message);
                using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, stopping.Token);
                if (await backoff.WaitAsync(either.Token)) continue;
                cancel.ThrowIfCancellationRequested();
                throw;
            }
        }
    }
}
