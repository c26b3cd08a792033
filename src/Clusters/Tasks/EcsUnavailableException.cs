using Pipeline.Contracts;

namespace Pipeline.Clusters.Tasks;

/// <summary>AWS did not answer, or throttles. That says nothing about any task; what waits for the answer is tried again.</summary>
public sealed class EcsUnavailableException(string operation, Exception failure)
    : IOException($"{operation} failed: {FailureWords.Describe(failure)}", failure);
