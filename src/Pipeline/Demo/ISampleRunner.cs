using Pipeline.Terminal;

namespace Pipeline.Demo;

/// <summary>Runs samples somewhere. Whatever it started ends with it.</summary>
internal interface ISampleRunner : IAsyncDisposable
{
    /// <summary>Starts a sample.</summary>
    /// <param name="sample">Which.</param>
    /// <param name="variables">Its environment.</param>
    /// <param name="onHost">Whether it is to be on the machine's own network.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="CommandFailure">It could not be started.</exception>
    Task<RunningSample> StartAsync(Sample sample, IReadOnlyDictionary<string, string> variables, bool onHost, CancellationToken cancel);
}

/// <summary>A sample that runs.</summary>
/// <param name="Sample">Which.</param>
/// <param name="Url">Where it is reached from this machine.</param>
/// <param name="Container">What the pipeline calls it.</param>
/// <param name="Stop">How a person stops it.</param>
internal sealed record RunningSample(Sample Sample, string Url, string Container, string Stop);
