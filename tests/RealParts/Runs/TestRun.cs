namespace Pipeline.Tests.RealParts.Runs;

/// <summary>
/// One run of a test assembly. Whatever it starts carries its mark and lies in its folder, and ends with the runner, however that ends:
/// a watchdog that holds a pipe from the runner sweeps up behind it. What even the watchdog left, the next run sweeps before it begins.
/// </summary>
public sealed class TestRun
{
    /// <summary>The variable that everything which a run starts inherits.</summary>
    public const string Mark = "PIPELINE_TEST_RUN";

    /// <summary>Where the runs' folders lie. Short, because paths to sockets have to fit in 108 bytes.</summary>
    internal const string Root = "/tmp/pipeline-tests";

    private static readonly Lazy<Task<TestRun>> Begun = new(() => Task.Run(BeginAsync));

    private readonly RunWatchdog? watchdog;

    private TestRun(RunId id, RunWatchdog? watchdog) => (Id, this.watchdog) = (id, watchdog);

    /// <summary>This process's run, which begins with the first question. A process that a run started belongs to that run.</summary>
    public static TestRun Current => CurrentAsync().GetAwaiter().GetResult();

    public RunId Id { get; }

    /// <summary>What the run's parts write is below it. Other users can pass through.</summary>
    public string Folder => FolderOf(Id);

    public static Task<TestRun> CurrentAsync() => Begun.Value;

    /// <summary>Ends what the run started and still runs, and deletes its folder.</summary>
    public async Task EndAsync()
    {
        if (watchdog is not null) await watchdog.DismissAsync();
    }

    internal static string FolderOf(RunId id) => $"{Root}/{id}";

    private static async Task<TestRun> BeginAsync()
    {
        if (RunId.TryParse(Environment.GetEnvironmentVariable(Mark)) is { IsAlive: true } parent) return new(parent, watchdog: null);

        await RunSweeper.SweepDeadAsync();
        var run = new TestRun(RunId.Own, RunWatchdog.Start(RunId.Own));
        var temporary = Directory.CreateDirectory($"{run.Folder}/tmp").FullName;
        Environment.SetEnvironmentVariable(Mark, run.Id.ToString());
        Environment.SetEnvironmentVariable("TMPDIR", temporary);
        return run;
    }
}
