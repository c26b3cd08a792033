// This assembly is empty on purpose: it exists so that restore finds the package identity that Weasel.Postgresql names.
[assembly: System.CLSCompliant(false)]
