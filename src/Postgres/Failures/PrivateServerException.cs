namespace Pipeline.Postgres.Failures;

/// <summary>The private server cannot run. The message is one line with the reason and the remedy.</summary>
public class PrivateServerException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>This machine has no PostgreSQL server programs.</summary>
public sealed class PostgresMissingException()
    : PrivateServerException(
        "no PostgreSQL server is installed: apt-get install postgresql, or set Pipeline__Database to a server elsewhere");

/// <summary>Another pipeline runs on the same data directory.</summary>
public sealed class DataDirectoryInUseException(string directory)
    : PrivateServerException($"another pipeline uses {directory}: stop it first, or choose another directory with --data");

/// <summary>No pipeline has ever run on the data directory.</summary>
public sealed class NothingRecordedException(string directory)
    : PrivateServerException(
        $"nothing is recorded below {directory} yet: start it with ./pipeline up, or choose another directory with --data");
