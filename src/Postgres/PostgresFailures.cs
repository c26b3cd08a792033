namespace Pipeline.Postgres;

/// <summary>The private server cannot serve; the message is one line for people that says why and what to do.</summary>
public class PrivateServerException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>This machine has no PostgreSQL server binaries.</summary>
public sealed class PostgresMissingException()
    : PrivateServerException("no PostgreSQL server is installed: apt-get install postgresql, or set Pipeline__Database to a server elsewhere");

/// <summary>Another pipeline works on the same data directory.</summary>
public sealed class DataDirectoryInUseException(string directory)
    : PrivateServerException($"another pipeline uses {directory}: stop it first, or choose another directory with --data");

/// <summary>Nothing was ever recorded below a data directory.</summary>
public sealed class NothingRecordedException(string directory)
    : PrivateServerException($"nothing is recorded below {directory} yet: start it with ./pipeline up, or choose another directory with --data");
