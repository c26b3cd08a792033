using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Amazon.Runtime;
using Amazon.SimpleNotificationService;
using Amazon.SQS;
using Amazon.SQS.Model;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Contracts;
using Pipeline.Tests.RealParts;

namespace Pipeline.Benchmarks;

/// <summary>
/// Facts published and consumed per second over SNS and SQS. The baseline is bare AWSSDK.SQS in the same run against the same moto:
/// messages of the same size, sent, received and deleted ten per call. Both work in waves, because moto searches a long queue from its
/// beginning for each request, and that search would dominate the measurement.
/// </summary>
internal static class TheTransport
{
    private const string Region = "us-east-1";
    private const int Waves = 3;
    private const int Wave = 300;
    private const int Messages = Waves * Wave;
    private const int Rounds = 7;

    /// <summary>The runtime's, which compiles.</summary>
    private const int Warmup = 2;

    private const int CallsAtOnce = 4;

    private static readonly BasicAWSCredentials Credentials = new("testing", "testing");

    public static async Task<IReadOnlyList<Figure>> RunAsync()
    {
        await using var moto = new Moto();
        var endpoint = await moto.EndpointAsync();
        var rounds = new List<(double Published, double Sent, double Bare)>();
        for (var round = 0; round < Rounds; round++)
        {
            var (published, body) = await TransportAsync(endpoint, $"published-{round}", (bus, fact) => bus.Publish(fact));
            var (sent, _) = await TransportAsync(endpoint, $"sent-{round}", async (bus, fact) =>
                await (await bus.GetSendEndpoint(new Uri($"queue:sent-{round}"))).Send(fact));
            rounds.Add((published, sent, await BareAsync(endpoint, $"bare-{round}", body)));
        }

        return
        [
            Against("messages a second, published through SNS and consumed", round => round.Published),
            Against("messages a second, sent to a queue and consumed", round => round.Sent),
        ];

        // Rounds are compared one by one, because a machine that has other work is slow for all three of a round.
        Figure Against(string what, Func<(double Published, double Sent, double Bare), double> rate)
        {
            var warm = rounds.Skip(Warmup).ToList();
            var ratio = Quantile.Of(warm.Select(round => rate(round) / round.Bare), 0.5);
            var bare = Quantile.Of(warm.Select(round => round.Bare), 0.5);
            return new(
                what,
                $"{Quantile.Of(warm.Select(rate), 0.5):N0}/s",
                $"bare AWSSDK.SQS batches of the same bytes: {bare:N0}/s",
                ratio,
                "≥ 0.8",
                ratio >= 0.8);
        }
    }

    private static async Task<(
        double Rate, string Body)> TransportAsync(Uri endpoint, string queue, Func<IBus, ContainerStopped, Task> hand)
    {
        var consumed = 0;
        var body = "";
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance);
        builder.Services.Configure<MassTransitHostOptions>(options => options.WaitUntilStarted = true);
        builder.Services.AddMassTransit(registration =>
        {
            registration.ConfigureUsageTelemetryOptions(reports => reports.Enabled = false);
            registration.UsingAmazonSqs((_, transport) =>
            {
                transport.Host(Region, host =>
                {
                    host.Credentials(Credentials);
                    host.Config(new AmazonSQSConfig { ServiceURL = endpoint.AbsoluteUri, AuthenticationRegion = Region });
                    host.Config(new AmazonSimpleNotificationServiceConfig
                    {
                        ServiceURL = endpoint.AbsoluteUri,
                        AuthenticationRegion = Region,
                    });
                });
                transport.Message<ContainerStopped>(message => message.SetEntityName($"topic-{queue}"));
                transport.ReceiveEndpoint(queue, settings =>
                {
                    settings.PrefetchCount = 1_000;
                    settings.WaitTimeSeconds = 1;
                    settings.Handler<ContainerStopped>(context =>
                    {
                        if (Interlocked.Increment(ref consumed) == 1) body = context.ReceiveContext.Body.GetString();
                        return Task.CompletedTask;
                    });
                });
            });
        });
        using var host = builder.Build();
        await host.StartAsync();
        var bus = host.Services.GetRequiredService<IBus>();

        var watch = Stopwatch.StartNew();
        for (var wave = 1; wave <= Waves; wave++)
        {
            await Task.WhenAll(Enumerable.Range(0, Wave).Select(number => hand(bus, Fact(number))));
            await Eventually.ThatAsync(() => consumed >= wave * Wave, "all are consumed", TimeSpan.FromMinutes(5));
        }

        watch.Stop();
        await host.StopAsync();
        return (Messages / watch.Elapsed.TotalSeconds, body);
    }

    private static async Task<double> BareAsync(Uri endpoint, string queue, string body)
    {
        var config = new AmazonSQSConfig { ServiceURL = endpoint.AbsoluteUri, AuthenticationRegion = Region };
        using var sqs = new AmazonSQSClient(Credentials, config);
        var url = (await sqs.CreateQueueAsync(queue)).QueueUrl;
        var consumed = 0;

        var watch = Stopwatch.StartNew();
        using var done = new CancellationTokenSource();
        var receivers = Enumerable.Range(0, CallsAtOnce).Select(_ => ReceiveAsync(done.Token)).ToList();
        for (var wave = 1; wave <= Waves; wave++)
        {
            await SendAsync();
            await Eventually.ThatAsync(() => consumed >= wave * Wave, "all are consumed", TimeSpan.FromMinutes(5));
        }

        watch.Stop();
        await done.CancelAsync();
        await Task.WhenAll(receivers);
        return Messages / watch.Elapsed.TotalSeconds;

        Task SendAsync() => Parallel.ForEachAsync(
            Enumerable.Range(0, Wave).Chunk(10),
            new ParallelOptions { MaxDegreeOfParallelism = CallsAtOnce },
            async (batch, cancel) => await sqs.SendMessageBatchAsync(url, [.. batch.Select(EntryOf)], cancel));

        SendMessageBatchRequestEntry EntryOf(int number) => new(Id(number), body)
        {
            MessageAttributes = new()
            {
                ["Content-Type"] = new() { DataType = "String", StringValue = "application/vnd.masstransit+json" },
            },
        };

        async Task ReceiveAsync(CancellationToken end)
        {
            while (!end.IsCancellationRequested)
            {
                var question = new ReceiveMessageRequest(url)
                {
                    MaxNumberOfMessages = 10,
                    WaitTimeSeconds = 1,
                    MessageAttributeNames = ["All"],
                };
                if ((await sqs.ReceiveMessageAsync(question, CancellationToken.None)).Messages is not { Count: > 0 } messages) continue;
                foreach (var message in messages) JsonDocument.Parse(message.Body).Dispose();
                var received = messages.Select(
                    (message, index) => new DeleteMessageBatchRequestEntry(Id(index), message.ReceiptHandle));
                await sqs.DeleteMessageBatchAsync(url, [.. received], CancellationToken.None);
                Interlocked.Add(ref consumed, messages.Count);
            }
        }
    }

    private static string Id(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static ContainerStopped Fact(int number) => new()
    {
        Host = new HostIdentity("host-1", "127.0.1.1"),
        Stamp = new Stamp(1, number + 1),
        At = DateTimeOffset.UnixEpoch,
        ContainerId = number.ToString("x64", CultureInfo.InvariantCulture),
        Cause = StopCause.Removed,
    };
}
