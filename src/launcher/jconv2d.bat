@echo off
rem Starts jconv2d's command line with the libraries beside it. JAVA_HOME chooses the JVM, JAVA_OPTS adds flags to it.
setlocal
if not defined OMP_WAIT_POLICY set OMP_WAIT_POLICY=passive
set JAVA=java
if defined JAVA_HOME set JAVA="%JAVA_HOME%\bin\java"
%JAVA% --enable-native-access=ALL-UNNAMED %JAVA_OPTS% -cp "%~dp0..\lib\*" dev.jconv2d.cli.Main %*
exit /b %ERRORLEVEL%
