using System.Diagnostics;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Pipeline.Composition;
using Pipeline.Contracts;
using Pipeline.Projector;
using Pipeline.Projector.Settings;
using Pipeline.Store;
using Pipeline.Store.Registry;
using Pipeline.Tests.RealParts;

namespace Pipeline.Benchmarks;

/// <summary>
/// The console as a process of its own on a history of a million events, with 10,000 instances and a saga each: its pages while the
/// registry changes, and the cost of 50 open consoles for the process that folds facts.
/// </summary>
internal static class TheConsole
{
    private const int Events = 1_000_000;
    private const int Looks = 36;
    private const int OpenConsoles = 50;
    private const int FactsPerRound = 3_000;
    private const int Rounds = 6;

    private static readonly string[] Pages =
    [
        "/",
        "/fleet",
        "/services",
        "/services/service-7",
        "/sagas",
        "/hosts",
        "/hosts/host-3",
        "/zone",
        "/events",
        "/events?about=service-7",
        "/dead-letters",
    ];

    public static async Task<IReadOnlyList<Figure>> RunAsync(RealPostgres postgres)
    {
        await using var history = await AMillionEvents.CreateAsync(postgres, Events);
        await history.RebuildAsync();
        await history.LookAfterAsync();
        var database = history.Database;
        using var projector = await ProjectorAsync(database);
        await using var console = await ConsoleProcess.StartAsync(database);

        var (page, whole, file) = await LookAsync(projector, console);
        var (watched, alone) = await FoldAsync(projector, console, database);
        await projector.StopAsync();
        var worst = page.MaxBy(one => Quantile.Of(one.Value, 0.99));
        var pageP99 = Quantile.Of(page.SelectMany(one => one.Value), 0.99);
        var (worstP99, worstMedian) = (Quantile.Of(worst.Value, 0.99), Quantile.Of(worst.Value, 0.5));
        return
        [
            new Figure(
                $"a console page over {Events:N0} events and {history.Containers:N0} instances with their sagas, while they change, p99",
                $"{pageP99:0} ms; the slowest, {worst.Key}: {worstP99:0} ms, its median {worstMedian:0} ms; "
                + $"with the last second's changes: {Quantile.Of(whole, 0.99):0} ms, the median {Quantile.Of(whole, 0.5):0} ms",
                $"a file of the same server: {Quantile.Of(file, 0.99):0} ms",
                null,
                "≤ 150 ms",
                pageP99 <= 150),
            new Figure(
                $"facts folded a second while {OpenConsoles} consoles look",
                $"{watched:N0}/s",
                $"while none does: {alone:N0}/s",
                watched / alone,
                "≥ 0.8",
                watched / alone >= 0.8),
        ];
    }

    /// <summary>
    /// Requests each page repeatedly while containers start; a unique query keeps the response from being shared. The console looks for
    /// changes at most once a second. The pages are requested at that rate, and another page is the first each time. First they are loaded,
    /// which shows what was read lately; then they are followed: the first message of a live stream shows the last second's changes too.
    /// </summary>
    private static async Task<(Dictionary<string, List<double>> Page, List<double> Whole, List<double> File)> LookAsync(
        IHost projector, ConsoleProcess console)
    {
        using var stop = new CancellationTokenSource();
        var changing = ChangeAsync(projector, stop.Token);
        var page = Pages.ToDictionary(address => address, _ => new List<double>());
        var (whole, file) = (new List<double>(), new List<double>());

        // The first round compiles the pages, and takes seconds; after the second all was read lately.
        foreach (var address in Pages.Concat(Pages)) (await console.Http.GetAsync(address)).EnsureSuccessStatusCode();
        using var pace = new PeriodicTimer(TimeSpan.FromSeconds(1.1));
        for (var look = 0; look < Looks; look++)
        {
            await pace.WaitForNextTickAsync(CancellationToken.None);
            foreach (var (address, unique) in Turned(look))
                page[address].Add(await TimeAsync(() => console.Http.GetByteArrayAsync(unique)));
            file.Add(await TimeAsync(() => console.Http.GetByteArrayAsync("/console.css")));
        }

        for (var look = 0; look < Looks; look++)
        {
            await pace.WaitForNextTickAsync(CancellationToken.None);
            foreach (var (_, unique) in Turned(look)) whole.Add(await TimeAsync(() => console.FirstMessageAsync(unique)));
        }

        await stop.CancelAsync();
        await changing;
        return (page, whole, file);

        static IEnumerable<(string Address, string Unique)> Turned(int look) =>
            Pages.Skip(look % Pages.Length).Concat(Pages.Take(look % Pages.Length))
                .Select(address => (address, $"{address}{(address.Contains('?') ? '&' : '?')}look={look}"));

        static async Task<double> TimeAsync(Func<Task> request)
        {
            var started = Stopwatch.GetTimestamp();
            await request();
            return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        }
    }

    /// <summary>Starts two containers a second.</summary>
    internal static async Task ChangeAsync(IHost projector, CancellationToken stop)
    {
        var bus = projector.Services.GetRequiredService<IBus>();
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(500));
        for (var sequence = 1; !stop.IsCancellationRequested; sequence++)
        {
            await bus.Publish(Started("changing", sequence, $"changing-{sequence}", port: 20_000 + sequence), CancellationToken.None);
            await pace.WaitForNextTickAsync(stop).AsTask().ContinueWith(_ => { }, TaskScheduler.Default);
        }
    }

    /// <summary>Rounds of facts, by turns with all consoles open and with none.</summary>
    private static async Task<(double Watched, double Alone)> FoldAsync(IHost projector, ConsoleProcess console, string database)
    {
        var (watched, alone) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds * 2; round++)
        {
            var looks = round % 2 == 0;
            using var end = new CancellationTokenSource();
            var open = looks
                ? Enumerable.Range(0, OpenConsoles)
                    .Select(number => console.FollowAsync(Pages[number % Pages.Length], end.Token))
                    .ToArray()
                : [];
            await Task.WhenAll(open.Select(one => one.Begun));

            var bus = projector.Services.GetRequiredService<IBus>();
            var host = $"round-{round}";
            var started = Stopwatch.GetTimestamp();
            var facts = Enumerable.Range(1, FactsPerRound)
                .Select(number => Started(host, number, $"{host}-{number}", 10_000 + number));
            await Task.WhenAll(facts.Select(fact => bus.Publish(fact)));
            await Eventually.ThatAsync(
                async () => await CountAsync(database, host) == FactsPerRound, "the facts are folded", TimeSpan.FromMinutes(5));
            (looks ? watched : alone).Add(FactsPerRound / Stopwatch.GetElapsedTime(started).TotalSeconds);

            await end.CancelAsync();
            await Task.WhenAll(open.Select(one => one.Ended));
            await bus.Publish(new HostLeft
            {
                Host = new(host, "127.0.9.9"),
                Stamp = new Stamp(1, FactsPerRound + 1),
                At = DateTimeOffset.UnixEpoch,
                Reason = "the round is over",
            });
            await Eventually.ThatAsync(
                async () => await CountAsync(database, host) == 0, "the round's host has left", TimeSpan.FromMinutes(5));
        }

        return (Quantile.Of(watched.Skip(1), 0.5), Quantile.Of(alone.Skip(1), 0.5));
    }

    /// <summary>A projector that folds what is published to its bus; it has no zone.</summary>
    internal static async Task<IHost> ProjectorAsync(string database)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Services.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddPostgresRegistry(database);
        builder.Services.AddRegistryWriter(new ProjectorSettings { Domain = AMillionEvents.Domain });
        builder.Services.AddInMemoryBus();
        var host = builder.Build();
        await host.StartAsync();
        return host;
    }

    private static ContainerStarted Started(string host, int sequence, string name, int port, string address = "127.0.9.9") => new()
    {
        Host = new(host, address),
        Stamp = new Stamp(1, sequence),
        At = DateTimeOffset.UnixEpoch,
        Container = new ContainerSnapshot
        {
            Id = Id(name),
            Name = name,
            Image = "calc:1",
            StartedAt = DateTimeOffset.UnixEpoch,
            Phase = ContainerPhase.Running,
            Endpoints =
            [
                new Endpoint
                {
                    Service = $"service-{sequence % 25}",
                    Protocol = TransportProtocol.Tcp,
                    ContainerPort = 8081,
                    HostPort = port,
                    Address = address,
                },
            ],
        },
    };

    private static string Id(string name) =>
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(name)));

    private static async Task<long> CountAsync(string database, string host)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        var count = $"select count(*) from {RegistrySchema.Name}.mt_doc_container where host = $1 and is_present = true";
        await using var command = new NpgsqlCommand(count, connection);
        command.Parameters.Add(new NpgsqlParameter { Value = host });
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
